import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { formatNumber, t } from '../../i18n/index.ts'
import { Loaded } from '../../kit/states.tsx'
import { EventChip } from '../webhooks/event-chip.tsx'
import { EVENT_STATUSES } from '../webhooks/event-words.ts'
import { newestEvents, type EventPage } from '../webhooks/newest-events.ts'
import { Card } from './card.tsx'
import { countOf, summariseEvents } from './summaries.ts'

export function EventsCard() {
  const newest = useQuery(newestEvents({}))
  return (
    <Card title={t('dashboard.events')} aside={<Link href="/webhooks">{t('dashboard.events.all')}</Link>}>
      <Loaded query={newest}>
        {(page) =>
          page.items.length === 0 ? (
            <p className="faint">{t('dashboard.events.empty')}</p>
          ) : (
            <Counts page={page} />
          )
        }
      </Loaded>
      <Failed />
    </Card>
  )
}

function Counts({ page }: { readonly page: EventPage }) {
  const { total, duplicates, byStatus } = summariseEvents(page.items)
  return (
    <>
      <p className="faint">{t('dashboard.events.of', { count: total })}</p>
      <ul className="row counts">
        {EVENT_STATUSES.filter((status) => byStatus[status] > 0).map((status) => (
          <li key={status}>
            <strong>{formatNumber(byStatus[status])}</strong> <EventChip status={status} />
          </li>
        ))}
      </ul>
      <p className="faint">{t('dashboard.events.duplicates', { count: duplicates })}</p>
    </>
  )
}

/** All that failed, not only among the newest. */
function Failed() {
  const failed = useQuery(newestEvents({ status: 'failed' }))
  if (failed.data === undefined || failed.data.items.length === 0) return null
  const { count, isMore } = countOf(failed.data)
  return (
    <Link href="/webhooks?status=failed" className="bad-link">
      {isMore ? t('dashboard.events.failedMore', { count }) : t('dashboard.events.failed', { count })}
    </Link>
  )
}
