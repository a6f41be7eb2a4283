import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../../i18n/index.ts'
import { Choice } from '../../../kit/choice.tsx'
import { SearchField } from '../../../kit/search-field.tsx'
import { facetsQuery } from '../clickup-queries.ts'
import { FILTER_PARTS, isFiltered, type TaskFilter } from './filter.ts'

interface FilterBarProps {
  readonly filter: TaskFilter
  readonly onChange: (parts: Readonly<Record<string, string | undefined>>) => void
}

const MENUS = [
  ['status', 'statuses'],
  ['assignee', 'assignees'],
  ['tag', 'tags'],
] as const

export function FilterBar({ filter, onChange }: FilterBarProps) {
  const { data: facets } = useQuery(facetsQuery)
  const [isOpen, setOpen] = useState(false)
  const { search = '', ...chosen } = filter
  const count = Object.keys(chosen).length
  return (
    <div className={isOpen ? 'filter-bar foldable is-open' : 'filter-bar foldable'}>
      <SearchField
        label={t('clickup.filter.search')}
        placeholder={t('clickup.filter.searchHint')}
        value={search}
        onChange={(text) => onChange({ search: text })}
      />
      <button type="button" className="unfold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {count === 0 ? t('clickup.filters') : t('clickup.filtersSet', { count })}
      </button>
      {MENUS.map(([part, facet]) => (
        <Choice
          key={part}
          label={t(`clickup.filter.${part}`)}
          all={t(`clickup.filter.${part}.any`)}
          value={chosen[part]}
          options={(facets?.[facet] ?? []).map(({ value, tasks }) => [
            value,
            t('clickup.filter.option', { name: value, tasks }),
          ])}
          onChoose={(value) => onChange({ [part]: value })}
        />
      ))}
      {isFiltered(filter) && (
        <button
          type="button"
          onClick={() => onChange(Object.fromEntries(FILTER_PARTS.map((part) => [part, undefined])))}
        >
          {t('clickup.filter.clear')}
        </button>
      )}
    </div>
  )
}
