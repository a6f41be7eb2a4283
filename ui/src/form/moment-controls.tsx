import { useState } from 'react'
import { t } from '../i18n/index.ts'
import { attributesOf, TextControl, type ControlProps } from './controls.tsx'
import { durationInWords, isoOf, localOf, zoneName } from './moments.ts'

interface NativeInput {
  readonly type: 'datetime-local' | 'date' | 'time'
  /** The value as the input wants it; undefined when only a text can show it. */
  readonly shownOf: (value: string) => string | undefined
  readonly valueOf: (shown: string) => string | undefined
}

const MOMENT: NativeInput = { type: 'datetime-local', shownOf: localOf, valueOf: isoOf }
const DATE: NativeInput = {
  type: 'date',
  shownOf: (value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined),
  valueOf: (shown) => shown,
}
const TIME: NativeInput = {
  type: 'time',
  shownOf: (value) => (/^\d\d:\d\d(:\d\d)?$/.test(value) ? value : undefined),
  valueOf: (shown) => (shown.length === 5 ? `${shown}:00` : shown),
}
const INPUTS: Readonly<Record<string, NativeInput>> = { 'date-time': MOMENT, date: DATE, time: TIME }

export function hasMomentInput(format: unknown): boolean {
  return typeof format === 'string' && format in INPUTS
}

/** The browser's own input; what it cannot show, and who wants to, is edited as text. */
export function MomentControl(props: ControlProps) {
  const { shape, value, isDisabled } = props
  const [wantsText, setWantsText] = useState(false)
  const input = INPUTS[String(shape.schema['format'])] ?? DATE
  const text = typeof value === 'string' ? value : ''
  const native = text === '' ? '' : input.shownOf(text)
  const isText = wantsText || native === undefined
  return (
    <span className="form-moment">
      {isText ? <TextControl {...props} /> : <NativeControl {...props} input={input} native={native} />}
      {!isDisabled && native !== undefined && (
        <button
          type="button"
          className="plain form-small"
          aria-pressed={isText}
          aria-label={t('form.asTextOf', { name: props.label })}
          onClick={() => setWantsText(!isText)}
        >
          {t('form.asText')}
        </button>
      )}
      {input === MOMENT && (
        <span className="help form-wide">{isText ? t('form.isoHelp') : momentHelp(text)}</span>
      )}
    </span>
  )
}

interface NativeControlProps extends ControlProps {
  readonly input: NativeInput
  readonly native: string
}

function NativeControl({ input, native, ...props }: NativeControlProps) {
  return (
    <input
      {...attributesOf(props)}
      type={input.type}
      step="1"
      value={native}
      onChange={({ target }) => props.onChange(target.value === '' ? undefined : input.valueOf(target.value))}
    />
  )
}

function momentHelp(iso: string): string {
  const zone = t('form.zone', { zone: zoneName(iso === '' ? undefined : iso) })
  return iso === '' ? zone : `${zone} · ${t('form.sent', { value: iso })}`
}

export function DurationControl(props: ControlProps) {
  const text = typeof props.value === 'string' ? props.value : ''
  return (
    <>
      <TextControl {...props} />
      <span className="help" aria-live="polite">
        {text === '' ? t('form.durationHelp') : (durationInWords(text) ?? t('form.notDuration'))}
      </span>
    </>
  )
}
