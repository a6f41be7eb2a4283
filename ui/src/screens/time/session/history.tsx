import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { AuditEntry } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { historyQuery } from '../time-queries.ts'
import { actionText } from './actions.ts'
import { ChangeList } from './change-list.tsx'
import { toldChanges, type ToldChange } from './changes.ts'
import { useActorText } from './use-actor-text.ts'

interface HistoryProps {
  readonly sessionId: string
  readonly zone: string
}

/** All that is on record of a session, newest first. */
export function History({ sessionId, zone }: HistoryProps) {
  const history = useQuery(historyQuery(sessionId))
  return (
    <section className="stack stack-tight" aria-label={t('time.history')}>
      <h3>{t('time.history')}</h3>
      <Loaded query={history} rows={3}>
        {(entries) => (
          <ol className="plain-list history">
            {entries.map((entry) => (
              <li key={entry.id}>
                <HistoryEntry entry={entry} zone={zone} />
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </section>
  )
}

interface HistoryEntryProps {
  readonly entry: AuditEntry
  readonly zone: string
  /** A field that is clear from what stands around. */
  readonly without?: ToldChange['field']
}

/** What was done, by whom, because of what. */
export function HistoryEntry({ entry, zone, without }: HistoryEntryProps) {
  const actorText = useActorText()
  const { action, actor, at, eventId, note } = entry
  const changes = toldChanges(entry, zone).filter(({ field }) => field !== without)
  return (
    <>
      <div>
        <strong>{actionText(action)}</strong> <span className="faint">·</span> <Ago at={at} />{' '}
        <span className="faint">· {actorText(actor)}</span>
        {eventId !== null && (
          <>
            {' '}
            <span className="faint">·</span>{' '}
            <Link href={`/webhooks?event=${encodeURIComponent(eventId)}`}>{t('time.history.event')}</Link>
          </>
        )}
      </div>
      {note !== null && <p className="said">{note}</p>}
      {changes.length > 0 && <ChangeList changes={changes} />}
    </>
  )
}
