import { useQuery } from '@tanstack/react-query'
import { useList } from '../../../api/queries.ts'
import type { AuditEntry } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Empty, Loaded, Skeleton } from '../../../kit/states.tsx'
import { ListMore } from '../../../kit/list-more.tsx'
import { RangePicker, RangeText } from '../range-picker.tsx'
import { boundsOf, rangeIn, type Calendar } from '../range.ts'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { Choice } from '../../../kit/choice.tsx'
import { NameFilter } from '../filter-fields.tsx'
import { peopleQuery, useCalendar } from '../time-queries.ts'
import { useRecordNames } from '../use-record-names.ts'
import { AuditTable } from './audit-table.tsx'
import { Chain } from './chain.tsx'

/** Everything on record, newest first. */
export function Audit() {
  const calendar = useCalendar()
  return calendar ? <AuditOf calendar={calendar} /> : <Skeleton />
}

function AuditOf({ calendar }: { readonly calendar: Calendar }) {
  const [search, change] = useSearchParts()
  const range = rangeIn(search, calendar, Date.now())
  const email = search.get('email') ?? undefined
  const projectName = search.get('project') ?? undefined
  const query = { email, projectName, ...boundsOf(range.days, calendar.reportZone), limit: '100' }
  const entries = useList<AuditEntry>('audit-entries', '/api/audit-entries', query)
  const people = useQuery(peopleQuery)
  const projects = useRecordNames('projects')
  return (
    <>
      <Chain />
      <div className="filter-bar">
        <RangePicker range={range} onChange={change} />
        <Choice
          label={t('time.filter.person')}
          all={t('time.filter.anybody')}
          value={email}
          options={(people.data ?? []).flatMap(({ name, email: address }) =>
            address === null ? [] : [[address, name] as const],
          )}
          onChoose={(next) => change({ email: next })}
        />
        <NameFilter
          label={t('time.filter.project')}
          value={projectName}
          names={projects}
          onChange={(project) => change({ project })}
        />
      </div>
      <RangeText range={range} zone={calendar.reportZone} />
      <Loaded query={{ ...entries, data: entries.items }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('audit.empty')}>
              <button
                type="button"
                onClick={() => change({ range: 'all', email: undefined, project: undefined })}
              >
                {t('audit.all')}
              </button>
            </Empty>
          ) : (
            <div className="card card-table-box" aria-busy={entries.isPlaceholderData}>
              <AuditTable entries={items} zone={calendar.reportZone} isComplete={!entries.hasNextPage} />
            </div>
          )
        }
      </Loaded>
      <ListMore list={entries} />
    </>
  )
}
