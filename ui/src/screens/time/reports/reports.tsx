import { useQuery } from '@tanstack/react-query'
import { useList, useSession } from '../../../api/queries.ts'
import type { Report } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { ListMore } from '../../../kit/list-more.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { useWatch } from '../../../kit/use-watch.ts'
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
  useWatch(isGoing ? WATCH_MS : undefined, () => void reports.refetch())
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
