import { useId } from 'react'
import { t } from '../../i18n/index.ts'

interface ZoneInputProps {
  readonly label: string
  readonly value: string
  readonly isWrong: boolean
  readonly help?: string
  readonly isDisabled?: boolean
  readonly onChange: (zone: string) => void
}

/** A time zone by its name, with all names that the browser knows to choose from. */
export function ZoneInput({ label, value, isWrong, help, isDisabled = false, onChange }: ZoneInputProps) {
  const id = useId()
  const helpText = isWrong ? t('time.wrong.zone') : help
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        list={`${id}-zones`}
        value={value}
        disabled={isDisabled}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby={helpText === undefined ? undefined : `${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-zones`}>
        {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {helpText !== undefined && (
        <span
          id={`${id}-help`}
          className={isWrong ? 'error-text' : 'help'}
          role={isWrong ? 'alert' : undefined}
        >
          {helpText}
        </span>
      )}
    </div>
  )
}
