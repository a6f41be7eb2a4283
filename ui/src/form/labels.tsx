import { formatNumber, t, type TextKey } from '../i18n/index.ts'
import { Chip } from '../kit/chip.tsx'
import type { ErrorTree, Stray } from './errors.ts'
import { listOf } from './json.ts'
import { isAny, propertiesOf, type Shape, type Variant } from './shape.ts'
import { shown } from './wording.ts'

// Longer descriptions are closed after their beginning.
const HELP_LENGTH = 220

/** Ids hold no blanks, names of fields may. */
export function idOf(pointer: string): string {
  return `f:${encodeURIComponent(pointer)}`
}

interface NameProps {
  readonly label: string
  readonly shape: Shape
  readonly isRequired: boolean
  readonly isDeprecated?: boolean
}

/** The API's own name of a field, with what matters about it. */
export function FieldName({ label, shape, isRequired, isDeprecated = false }: NameProps) {
  return (
    <>
      <code className="form-name">{label}</code>
      {isRequired && <span className="form-required">{t('form.required')}</span>}
      {(isDeprecated || shape.schema['deprecated'] === true) && (
        <Chip tone="warn">{t('form.deprecated')}</Chip>
      )}
    </>
  )
}

interface HelpProps {
  readonly id: string
  readonly shape: Shape
  /** In place of the description of the schema. */
  readonly text?: string | undefined
}

export function Help({ id, shape, text }: HelpProps) {
  const described = text ?? shape.schema['description']
  const description = typeof described === 'string' ? described.trim() : ''
  const hints = hintsOf(shape).join(' · ')
  return (
    <>
      {description.length > HELP_LENGTH ? (
        <details className="help form-help">
          <summary>{`${description.slice(0, HELP_LENGTH)}…`}</summary>
          <p>{description}</p>
        </details>
      ) : (
        description !== '' && <p className="help form-help">{description}</p>
      )}
      <p className="help" id={`${id}-hint`}>
        {hints}
      </p>
    </>
  )
}

const LIMITS: readonly (readonly [keyword: string, key: TextKey])[] = [
  ['minimum', 'form.hint.minimum'],
  ['exclusiveMinimum', 'form.hint.exclusiveMinimum'],
  ['maximum', 'form.hint.maximum'],
  ['exclusiveMaximum', 'form.hint.exclusiveMaximum'],
  ['multipleOf', 'form.hint.multipleOf'],
  ['minLength', 'form.hint.minLength'],
  ['maxLength', 'form.hint.maxLength'],
  ['minItems', 'form.hint.minItems'],
  ['maxItems', 'form.hint.maxItems'],
]

function hintsOf({ schema, kind }: Shape): readonly string[] {
  const limits = LIMITS.flatMap(([keyword, key]) => {
    const limit = schema[keyword]
    return typeof limit === 'number' && !(limit === 0 && keyword.startsWith('min'))
      ? [t(key, { limit: formatNumber(limit), count: limit })]
      : []
  })
  const { pattern, default: standard } = schema
  return [
    ...(kind === 'number' && schema['type'] === 'integer' ? [t('form.hint.integer')] : []),
    ...limits,
    ...(typeof pattern === 'string' ? [t('form.hint.pattern', { pattern })] : []),
    ...(standard === undefined ? [] : [t('form.hint.default', { value: shown(standard) })]),
  ]
}

export function Errors({ id, messages }: { readonly id: string; readonly messages: readonly string[] }) {
  if (messages.length === 0) return null
  return (
    <p className="error-text" id={`${id}-error`}>
      {messages.join(' ')}
    </p>
  )
}

/** What assistive technology reads after the name of a control. */
export function descriptionOf(id: string, errors: ErrorTree | undefined): string {
  return errors === undefined ? `${id}-hint` : `${id}-error ${id}-hint`
}

const KIND_NAMES: Readonly<Record<string, TextKey>> = {
  text: 'form.kind.text',
  number: 'form.kind.number',
  options: 'form.kind.options',
  file: 'form.kind.file',
  object: 'form.kind.object',
  list: 'form.kind.list',
  choice: 'form.kind.choice',
}

/** What tells a variant from the others: its name, the value that marks it, what it requires, or its kind. */
export function variantName({ name, shape }: Variant): string {
  if (name !== undefined) return name
  const mark = propertiesOf(shape).find((property) => property.shape.options.length === 1)
  if (mark) return `${mark.name}: ${shown(mark.shape.options[0])}`
  if (shape.kind === 'options') return optionsName(shape)
  const required = listOf(shape.schema['required'])
  if (required.length > 0) return required.join(', ')
  if (isAny(shape)) return t('form.kind.any')
  const item = shape.kind === 'list' ? shape.schema['items'] : undefined
  const key = KIND_NAMES[shape.kind] ?? 'form.kind.any'
  return item === undefined ? t(key) : `${t(key)} (${shown(Object(item)['type'] ?? '…')})`
}

function optionsName({ options }: Shape): string {
  if (options.length === 1 && options[0] === null) return t('form.null')
  return options.includes(true) && options.length === 2
    ? t('form.kind.boolean')
    : options.map(shown).join(' / ')
}

/** Violations that no shown field takes. */
export function Strays({ items }: { readonly items: readonly Stray[] }) {
  if (items.length === 0) return null
  return (
    <ul className="error-text form-strays">
      {items.map(({ pointer, message }) => (
        <li key={`${pointer} ${message}`}>
          <code>{pointer}</code> {message}
        </li>
      ))}
    </ul>
  )
}
