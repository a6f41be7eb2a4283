import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useList, useSession } from '../../../api/queries.ts'
import type { Report } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { ListMore } from '../list-more.tsx'
import { useSearchParts } from '../search-parts.ts'
import { peopleQuery, useCalendar } from '../time-queries.ts'
import { NewReport } from './new-report.tsx'
import { ReportTable } from './report-table.tsx'

const WATCH_MS = 1_500

/** Excel reports: asked for, followed, downloaded. */
export function Reports() {
  const calendar = useCalendar()
  const people = useQuery(peopleQuery)
  const isAdmin = useSession().actor.role === 'admin'
  const [search, change] = useSearchParts()
  const reports = useList<Report>('reports', '/api/reports', {})
  const isGoing = reports.items?.some(({ status }) => status === 'waiting' || status === 'running') ?? false
  useWatch(isGoing, () => void reports.refetch())
  const close = (): void => change({ new: undefined })
  return (
    <>
      <div className="row between">
        <p className="help grow">{isAdmin ? t('reports.help') : t('reports.adminsOnly')}</p>
        {isAdmin && (
          <button type="button" className="primary" onClick={() => change({ new: 'report' })}>
            {t('reports.new')}
          </button>
        )}
      </div>
      <Loaded query={{ ...reports, data: reports.items }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('reports.empty')}>
              <p>{t('reports.emptyHelp')}</p>
              {isAdmin && (
                <button type="button" onClick={() => change({ new: 'report' })}>
                  {t('reports.new')}
                </button>
              )}
            </Empty>
          ) : (
            <ReportTable reports={items} />
          )
        }
      </Loaded>
      <ListMore list={reports} />
      {isAdmin && calendar && search.get('new') === 'report' && (
        <NewReport calendar={calendar} people={people.data ?? []} onClose={close} />
      )}
    </>
  )
}

/** Looks again and again while a report is being made. */
function useWatch(isGoing: boolean, look: () => void): void {
  const again = useEffectEvent(look)
  useEffect(() => {
    if (!isGoing) return undefined
    const timer = setInterval(() => again(), WATCH_MS)
    return () => clearInterval(timer)
  }, [isGoing])
}
