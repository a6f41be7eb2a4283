import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Empty, Skeleton } from '../../../kit/states.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { NewSession } from '../session/new-session.tsx'
import { rangeIn, type Calendar } from '../range.ts'
import { peopleQuery, useCalendar } from '../time-queries.ts'
import { DayView } from './day-view.tsx'
import { filterIn, isFiltered } from './filter.ts'
import { FilterBar } from './filter-bar.tsx'
import { SessionList } from './session-list.tsx'
import { ViewSwitch } from './view-switch.tsx'

/** All sessions, as a table or as a day on a time line. */
export function Sessions() {
  const calendar = useCalendar()
  return calendar ? <SessionsOf calendar={calendar} /> : <Skeleton rows={10} />
}

function SessionsOf({ calendar }: { readonly calendar: Calendar }) {
  const [search, change] = useSearchParts()
  const [isAdding, setAdding] = useState(false)
  const { role } = useSession().actor
  const people = useQuery(peopleQuery)
  const filter = filterIn(search)
  const isTimeline = search.get('view') === 'timeline'
  const range = rangeIn(search, calendar, Date.now())
  return (
    <>
      <div className="row between">
        <ViewSwitch search={search} isTimeline={isTimeline} />
        {role !== 'reader' && (
          <button type="button" onClick={() => setAdding(true)}>
            {t('time.add')}
          </button>
        )}
      </div>
      <FilterBar
        filter={filter}
        range={isTimeline ? undefined : range}
        people={people.data ?? []}
        onChange={change}
      />
      {isTimeline ? (
        <DayView filter={filter} calendar={calendar} empty={<Nothing isFiltered={isFiltered(filter)} />} />
      ) : (
        <SessionList
          filter={filter}
          range={range}
          zone={calendar.reportZone}
          empty={<Nothing isFiltered={isFiltered(filter) || range.name !== 'all'} />}
        />
      )}
      {isAdding && (
        <NewSession onAdded={({ id }) => change({ session: id })} onClose={() => setAdding(false)} />
      )}
    </>
  )
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return (
      <Empty title={t('time.empty.found')}>
        <Link href="/time?range=all" className="button">
          {t('time.empty.all')}
        </Link>
      </Empty>
    )
  return (
    <Empty title={t('time.empty')}>
      <p>{t('time.emptyHelp')}</p>
      <Link href="/webhooks" className="button">
        {t('time.empty.webhooks')}
      </Link>
    </Empty>
  )
}
