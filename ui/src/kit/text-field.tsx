import { useId, type InputHTMLAttributes } from 'react'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly help?: string | undefined
  /** What is wrong with it, in place of the help. */
  readonly problem?: string | undefined
  readonly onChange: (value: string) => void
  readonly input?: InputHTMLAttributes<HTMLInputElement>
}

/** An input with its label, and below it what helps or what is wrong. */
export function TextField({ label, value, help, problem, onChange, input }: TextFieldProps) {
  const id = useId()
  const text = problem ?? help
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        autoComplete="off"
        {...input}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={text === undefined ? undefined : `${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      {text !== undefined && (
        <span
          id={`${id}-help`}
          className={problem === undefined ? 'help' : 'error-text'}
          role={problem === undefined ? undefined : 'alert'}
        >
          {text}
        </span>
      )}
    </div>
  )
}
