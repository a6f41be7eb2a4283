import { useId } from 'react'
import type { Person } from '../../api/time-types.ts'
import { t } from '../../i18n/index.ts'

interface PersonFieldProps {
  readonly people: readonly Person[]
  /** Empty: nobody in particular. */
  readonly value: string
  /** What nobody in particular means. */
  readonly nobody: string
  readonly problem?: string | undefined
  readonly onChange: (personId: string) => void
}

export function PersonField({ people, value, nobody, problem, onChange }: PersonFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {t('time.column.person')}
      </label>
      <select
        id={id}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-wrong`}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{nobody}</option>
        {people.map(({ id: personId, name }) => (
          <option key={personId} value={personId}>
            {name}
          </option>
        ))}
      </select>
      {problem !== undefined && (
        <span id={`${id}-wrong`} className="error-text" role="alert">
          {problem}
        </span>
      )}
    </div>
  )
}
