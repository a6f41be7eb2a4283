import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { t } from '../../i18n/index.ts'
import { Ago } from '../../kit/ago.tsx'
import { Loaded } from '../../kit/states.tsx'
import { EventChip } from '../webhooks/event-chip.tsx'
import { eventWords } from '../webhooks/event-words.ts'
import { newestEvents } from '../webhooks/newest-events.ts'
import { Card } from './card.tsx'

const SHOWN = 20

/** The newest webhook events, live. */
export function RecentChanges() {
  const newest = useQuery(newestEvents({}))
  return (
    <Card title={t('dashboard.recent')} className="recent">
      <Loaded query={newest}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="faint">{t('dashboard.recent.empty')}</p>
          ) : (
            <ol className="recent-list">
              {items.slice(0, SHOWN).map(({ id, type, status, receivedAt }) => (
                <li key={id} className="recent-item">
                  <Link href={`/webhooks?event=${id}`} lang="en">
                    {eventWords(type)}
                  </Link>
                  {status !== 'done' && <EventChip status={status} />}
                  <span className="faint">
                    <Ago at={receivedAt} />
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Card>
  )
}
