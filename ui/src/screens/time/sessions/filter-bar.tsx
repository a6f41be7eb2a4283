import { useState } from 'react'
import { SESSION_STATUSES, type Person } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Choice } from '../../../kit/choice.tsx'
import { FlagChoice, NameFilter } from '../filter-fields.tsx'
import { useRecordNames } from '../use-record-names.ts'
import { RangePicker } from '../range-picker.tsx'
import type { Range } from '../range.ts'
import { FILTER_PARTS, isFiltered, type SessionFilter } from './filter.ts'

type Parts = Readonly<Record<string, string | undefined>>

interface FilterBarProps {
  readonly filter: SessionFilter
  /** Undefined where something else says which days. */
  readonly range: Range | undefined
  readonly people: readonly Person[]
  readonly onChange: (parts: Parts) => void
}

export function FilterBar({ filter, range, people, onChange }: FilterBarProps) {
  const names = useRecordNames('projects')
  const tasks = useRecordNames('tasks')
  const [isOpen, setOpen] = useState(false)
  const count = Object.keys(filter).length
  return (
    <div className={isOpen ? 'filter-bar foldable is-open' : 'filter-bar foldable'}>
      {range && <RangePicker range={range} onChange={onChange} />}
      <button type="button" className="unfold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {count === 0 ? t('time.filters') : t('time.filtersSet', { count })}
      </button>
      <Choice
        label={t('time.filter.person')}
        all={t('time.filter.anybody')}
        value={filter.person}
        options={people.map(({ id, name }) => [id, name])}
        onChoose={(person) => onChange({ person })}
      />
      <NameFilter
        label={t('time.filter.project')}
        value={filter.project}
        names={names}
        onChange={(project) => onChange({ project })}
      />
      <NameFilter
        label={t('time.filter.task')}
        value={filter.task}
        names={tasks}
        onChange={(task) => onChange({ task })}
      />
      <Choice
        label={t('time.filter.status')}
        all={t('time.filter.anyStatus')}
        value={filter.status}
        options={SESSION_STATUSES.map((status) => [status, t(`time.status.${status}`)])}
        onChoose={(status) => onChange({ status })}
      />
      <FlagChoice
        label={t('time.filter.overtime')}
        value={filter.overtime}
        texts={[t('time.filter.onlyOvertime'), t('time.filter.noOvertime')]}
        onChoose={(overtime) => onChange({ overtime })}
      />
      <FlagChoice
        label={t('time.filter.running')}
        value={filter.running}
        texts={[t('time.filter.onlyRunning'), t('time.filter.onlyEnded')]}
        onChoose={(running) => onChange({ running })}
      />
      {isFiltered(filter) && (
        <button
          type="button"
          onClick={() => onChange(Object.fromEntries(FILTER_PARTS.map((part) => [part, undefined])))}
        >
          {t('time.filter.clear')}
        </button>
      )}
    </div>
  )
}
