import { useId, useState } from 'react'
import { t } from '../../../i18n/index.ts'
import { Icon } from '../../../kit/icon.tsx'

interface TermsFieldProps {
  readonly label: string
  readonly help: string
  readonly problem?: string | undefined
  readonly terms: readonly string[]
  readonly onChange: (terms: readonly string[]) => void
}

const MOST = 50

/** Words to look for: Enter adds one, each can be taken away. */
export function TermsField({ label, help, problem, terms, onChange }: TermsFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const add = (): void => {
    const term = typed.trim()
    if (term === '' || terms.length >= MOST) return
    if (!terms.includes(term)) onChange([...terms, term])
    setTyped('')
  }
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <Terms terms={terms} onChange={onChange} />
      <div className="row nowrap">
        <input
          id={id}
          value={typed}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-help`}
          onChange={(event) => setTyped(event.target.value)}
          // What stands there when somebody goes on is meant to count.
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
        <button type="button" onClick={add}>
          {t('action.add')}
        </button>
      </div>
      <span
        id={`${id}-help`}
        className={problem === undefined ? 'help' : 'error-text'}
        role={problem === undefined ? undefined : 'alert'}
      >
        {problem ?? help}
      </span>
    </div>
  )
}

function Terms({ terms, onChange }: Pick<TermsFieldProps, 'terms' | 'onChange'>) {
  if (terms.length === 0) return null
  return (
    <ul className="terms">
      {terms.map((term) => (
        <li key={term} className="term">
          <span>{term}</span>
          <button
            type="button"
            className="icon-button"
            aria-label={t('replies.takeOut', { term })}
            onClick={() => onChange(terms.filter((each) => each !== term))}
          >
            <Icon name="remove" />
          </button>
        </li>
      ))}
    </ul>
  )
}
