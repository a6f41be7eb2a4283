import type { ReactNode } from 'react'
import { LEDGER_FILTERS } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { Choice } from '../../../kit/choice.tsx'
import { SearchField } from '../../../kit/search-field.tsx'
import { isFiltered, type LedgerFilter } from './filter.ts'

interface FilterBarProps {
  readonly filter: LedgerFilter
  /** Stands at the end. */
  readonly children: ReactNode
  readonly onChange: (parts: Readonly<Record<string, string | undefined>>) => void
}

export function FilterBar({ filter, children, onChange }: FilterBarProps) {
  const { search = '', status } = filter
  return (
    <div className="filter-bar">
      <SearchField
        label={t('clickup.filter.search')}
        placeholder={t('upserts.filter.searchHint')}
        value={search}
        onChange={(text) => onChange({ search: text })}
      />
      <Choice
        label={t('upserts.filter')}
        all={t('upserts.filter.any')}
        value={status}
        options={LEDGER_FILTERS.map((each) => [each, t(`upserts.filter.${each}`)])}
        onChoose={(next) => onChange({ status: next })}
      />
      {isFiltered(filter) && (
        <button type="button" onClick={() => onChange({ search: undefined, status: undefined })}>
          {t('clickup.filter.clear')}
        </button>
      )}
      <span className="grow" />
      {children}
    </div>
  )
}
