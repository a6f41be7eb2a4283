import type { TaskEvent } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { actorText, eventText } from './entry-words.tsx'

/** What happened to it, newest first. */
export function EntryEvents({ events }: { readonly events: readonly TaskEvent[] }) {
  return (
    <section className="stack stack-tight" aria-labelledby="entry-history">
      <h3 id="entry-history">{t('upserts.history')}</h3>
      <ol className="plain-list history">
        {events.map((event) => (
          <li key={event.id}>
            <div>
              <strong>{eventText(event)}</strong> <span className="faint">·</span> <Ago at={event.at} />{' '}
              <span className="faint">· {actorText(event)}</span>
            </div>
            {event.detail !== null && <p className="said">{event.detail}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}
