import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useSession } from '../../../api/queries.ts'
import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { fetchAll } from '../time-queries.ts'
import { Queue } from './queue.tsx'

// No event tells of what other coordinators decide.
const AGAIN_MS = 30_000

/** Sessions that were edited after their end, the longest waiting first. */
export function Review() {
  const { role } = useSession().actor
  const waiting = useQuery({
    queryKey: ['time-sessions', 'review'],
    queryFn: async ({ signal }) =>
      (await fetchAll<TimeSession>('/api/time-sessions', { status: 'under-review' }, signal)).toReversed(),
    refetchInterval: AGAIN_MS,
  })
  return (
    <>
      <p className="help">{t('time.review.means')}</p>
      {role !== 'admin' && <p className="notice">{t('time.review.adminsOnly')}</p>}
      <Loaded query={waiting}>
        {(sessions) => <Queue sessions={sessions} mayDecide={role === 'admin'} empty={<NothingToDecide />} />}
      </Loaded>
    </>
  )
}

function NothingToDecide() {
  return (
    <Empty title={t('time.review.empty')}>
      <p>{t('time.review.emptyHelp')}</p>
      <Link href="/time" className="button">
        {t('time.review.toSessions')}
      </Link>
    </Empty>
  )
}
