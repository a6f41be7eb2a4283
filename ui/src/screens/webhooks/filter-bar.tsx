import { useEffect, useId, useState } from 'react'
import { t } from '../../i18n/index.ts'
import { EVENT_STATUSES, eventName } from './event-words.ts'
import type { EventFilter } from './newest-events.ts'

interface FilterBarProps {
  readonly filter: EventFilter
  /** Event names to offer; any other can be typed. */
  readonly types: readonly string[]
  readonly onChange: (name: 'status' | 'type', value: string | undefined) => void
}

export function FilterBar({ filter, types, onChange }: FilterBarProps) {
  return (
    <>
      <label className="field">
        <span className="label">{t('webhooks.filter.status')}</span>
        <select
          value={filter.status ?? ''}
          onChange={(event) => onChange('status', event.target.value || undefined)}
        >
          <option value="">{t('webhooks.filter.anyStatus')}</option>
          {EVENT_STATUSES.map((status) => (
            <option key={status} value={status}>
              {t(`webhooks.status.${status}`)}
            </option>
          ))}
        </select>
      </label>
      <TypeFilter type={filter.type} types={types} onChange={(type) => onChange('type', type)} />
    </>
  )
}

interface TypeFilterProps {
  readonly type: string | undefined
  readonly types: readonly string[]
  readonly onChange: (type: string | undefined) => void
}

function TypeFilter({ type, types, onChange }: TypeFilterProps) {
  const [typed, setTyped] = useState(type ?? '')
  const listId = useId()
  useEffect(() => setTyped(type ?? ''), [type])
  const isWrong = typed.trim() !== '' && eventName(typed) === undefined
  const take = (text: string): void => {
    const name = eventName(text)
    if ((name !== undefined || text.trim() === '') && name !== type) onChange(name)
  }
  return (
    <form
      className="field webhooks-type"
      onSubmit={(event) => {
        event.preventDefault()
        take(typed)
      }}
    >
      <label className="field">
        <span className="label">{t('webhooks.filter.type')}</span>
        <input
          type="search"
          list={listId}
          value={typed}
          placeholder={t('webhooks.filter.anyType')}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${listId}-wrong` : undefined}
          autoComplete="off"
          spellCheck={false}
          onBlur={() => take(typed)}
          onChange={({ target: { value } }) => {
            setTyped(value)
            // One that was chosen from the list, or the emptied field, needs no Enter.
            if (value === '' || types.includes(value)) take(value)
          }}
        />
      </label>
      <datalist id={listId}>
        {types.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {isWrong && (
        <span id={`${listId}-wrong`} className="error-text">
          {t('webhooks.filter.wrongType')}
        </span>
      )}
    </form>
  )
}
