import { useMemo } from 'react'
import type { OperationLine } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { distinct, groupOf, type OperationFilter } from './search-operations.ts'

export type Chosen = Omit<OperationFilter, 'search'>

interface FiltersProps {
  readonly operations: readonly OperationLine[]
  readonly filter: Chosen
  readonly onChange: (next: Chosen) => void
}

/** Narrows the list to one service, method or group. */
export function Filters({ operations, filter, onChange }: FiltersProps) {
  const choices = useMemo(() => {
    const ofConnector = operations.filter(
      ({ connector }) => !filter.connector || connector === filter.connector,
    )
    return {
      connector: distinct(operations.map(({ connector }) => connector)),
      method: distinct(ofConnector.map(({ method }) => method)),
      tag: distinct(ofConnector.map(groupOf)),
    }
  }, [operations, filter.connector])
  return (
    <div className="op-filters">
      {(['connector', 'method', 'tag'] as const).map((name) => (
        <select
          key={name}
          aria-label={t(`studio.filter.${name}`)}
          value={filter[name] ?? ''}
          onChange={(event) => {
            const { [name]: _, ...rest } = filter
            onChange(event.target.value === '' ? rest : { ...rest, [name]: event.target.value })
          }}
        >
          <option value="">{t(`studio.filter.${name}`)}</option>
          {choices[name].map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ))}
    </div>
  )
}
