import { useState } from 'react'
import { t } from '../i18n/index.ts'
import { isSame } from './json.ts'
import { exactNumber, isNumberText } from './numbers.ts'
import type { Shape } from './shape.ts'
import { shown } from './wording.ts'

export interface ControlProps {
  readonly id: string
  /** For the names of secondary controls. */
  readonly label: string
  readonly shape: Shape
  readonly value: unknown
  readonly isRequired: boolean
  readonly isInvalid: boolean
  readonly describedBy: string
  /** Only exact values may be given on, because another kind of value would be allowed here, too. */
  readonly isStrict: boolean
  readonly isDisabled: boolean
  readonly onChange: (next: unknown) => void
}

/** The attributes that all native controls share. */
export function attributesOf({ id, isRequired, isInvalid, describedBy, isDisabled }: ControlProps) {
  return {
    id,
    disabled: isDisabled,
    'aria-required': isRequired || undefined,
    'aria-invalid': isInvalid || undefined,
    'aria-describedby': describedBy,
  } as const
}

// Without a limit, these are names of texts of several lines.
const LONG_NAME = /descr|comment|note|body|text|content|message|markdown/i
const LONG_LENGTH = 300

export function TextControl(props: ControlProps) {
  const { shape, value, label, onChange } = props
  const text = typeof value === 'string' ? value : ''
  const attributes = {
    ...attributesOf(props),
    value: text,
    placeholder: exampleOf(shape),
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onChange(event.target.value === '' ? undefined : event.target.value),
  }
  return isLong(props) || text.includes('\n') ? (
    <textarea {...attributes} rows={Math.min(10, text.split('\n').length + 1)} />
  ) : (
    <input {...attributes} type={typeOf(shape)} autoComplete="off" spellCheck={label === 'name'} />
  )
}

function isLong({ shape, label, id }: ControlProps): boolean {
  const { maxLength, format, pattern } = shape.schema
  if (format !== undefined || pattern !== undefined || !id.startsWith('f:body')) return false
  return typeof maxLength === 'number' ? maxLength >= LONG_LENGTH : LONG_NAME.test(label)
}

function typeOf({ schema }: Shape): string {
  if (schema['format'] === 'email') return 'email'
  return schema['format'] === 'uri' ? 'url' : 'text'
}

export function exampleOf({ schema }: Shape): string | undefined {
  const examples = schema['examples']
  const example: unknown = schema['example'] ?? (Array.isArray(examples) ? examples[0] : undefined)
  return typeof example === 'string' || typeof example === 'number' ? String(example) : undefined
}

/** Keeps what was typed, digit by digit; what is no exact number stays a text, which the check refuses. */
export function NumberControl(props: ControlProps) {
  const { value, shape, isStrict, onChange } = props
  const [draft, setDraft] = useState('')
  const typed = exactNumber(draft)
  const text = typed === (value ?? undefined) ? draft : asText(value)
  const problem = isStrict && draft !== '' && typed === undefined && text === draft
  return (
    <>
      <input
        {...attributesOf(props)}
        type="text"
        inputMode={shape.schema['type'] === 'integer' ? 'numeric' : 'decimal'}
        autoComplete="off"
        placeholder={exampleOf(shape)}
        value={text}
        onChange={(event) => {
          const next = event.target.value.trim()
          setDraft(next)
          onChange(next === '' ? undefined : (exactNumber(next) ?? (isStrict ? undefined : next)))
        }}
      />
      {problem && (
        <span className="error-text" role="alert">
          {t(isNumberText(draft) ? 'form.must.exact' : 'form.notNumber')}
        </span>
      )}
    </>
  )
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Yes or no, fixed values, a choice among a few: with "not set" first. */
export function OptionsControl(props: ControlProps) {
  const { shape, value, isRequired, onChange } = props
  const { options } = shape
  const known = options.findIndex((option) => isSame(option, value))
  const isUnset = value === undefined || (value === null && known === -1)
  return (
    <select
      {...attributesOf(props)}
      value={isUnset ? '' : String(known)}
      onChange={(event) =>
        onChange(event.target.value === '' ? undefined : options[Number(event.target.value)])
      }
    >
      <option value="">{t(isRequired ? 'form.choose' : 'form.notSet')}</option>
      {options.map((option, index) => (
        <option key={shown(option)} value={index}>
          {optionName(option)}
        </option>
      ))}
      {!isUnset && known === -1 && <option value="-1">{t('form.notListed', { value: shown(value) })}</option>}
    </select>
  )
}

export function optionName(option: unknown): string {
  if (option === true) return t('form.yes')
  if (option === false) return t('form.no')
  if (option === null) return t('form.null')
  return option === '' ? t('form.emptyText') : shown(option)
}
