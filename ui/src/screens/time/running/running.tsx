import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../../../api/client.ts'
import type { OvertimeBoard } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { RunningCard } from './running-card.tsx'
import { WorkedTable } from './worked-table.tsx'

// Events make it stale; this is for what happens without one: a limit that is crossed, a day that ends.
const AGAIN_MS = 30_000

/** Who is running now and for how long, and how much everybody has worked today and this week. */
export function Running() {
  const board = useQuery({
    queryKey: ['overtime'],
    queryFn: ({ signal }) => api<OvertimeBoard>('/api/overtime', { signal }),
    refetchInterval: AGAIN_MS,
  })
  return <Loaded query={board}>{(data) => <Board board={data} />}</Loaded>
}

function Board({ board: { running, people } }: { readonly board: OvertimeBoard }) {
  const overCount = running.filter(({ over }) => over).length
  const longestFirst = running.toSorted((one, other) =>
    one.session.startedAt.localeCompare(other.session.startedAt),
  )
  return (
    <>
      <section className="stack" aria-labelledby="running-now">
        <div className="row between">
          <h2 id="running-now">{t('running.now')}</h2>
          <span className="faint">
            {t('running.count', { count: running.length })}
            {overCount > 0 && ` · ${t('running.overCount', { count: overCount })}`}
          </span>
        </div>
        {running.length === 0 ? (
          <Empty title={t('running.empty')}>
            <p>{t('running.emptyHelp')}</p>
            <Link href="/time?range=today" className="button">
              {t('running.toToday')}
            </Link>
          </Empty>
        ) : (
          <ul className="board">
            {longestFirst.map((each) => (
              <RunningCard key={each.session.id} {...each} />
            ))}
          </ul>
        )}
      </section>
      <section className="stack" aria-labelledby="worked">
        <h2 id="worked">{t('running.worked')}</h2>
        {people.length === 0 ? (
          <p className="faint">{t('running.workedEmpty')}</p>
        ) : (
          <WorkedTable people={people} />
        )}
      </section>
    </>
  )
}
