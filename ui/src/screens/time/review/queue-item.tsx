import { useQuery } from '@tanstack/react-query'
import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Loaded } from '../../../kit/states.tsx'
import { HistoryEntry } from '../session/history.tsx'
import { SessionLink } from '../session-link.tsx'
import { FlagChips, StatusChip } from '../session-words.tsx'
import { historyQuery } from '../time-queries.ts'
import { formatDuration, spanText, workText, zoneOf } from '../time-text.ts'
import { RejectForm } from './reject-form.tsx'
import { sinceDecision } from './since-decision.ts'

interface QueueItemProps {
  readonly session: TimeSession
  readonly isCurrent: boolean
  readonly isRejecting: boolean
  readonly mayDecide: boolean
  readonly isBusy: boolean
  readonly onFocus: () => void
  readonly onApprove: () => void
  readonly onReject: () => void
  readonly onCancel: () => void
  readonly onRejected: (note: string) => void
}

export function QueueItem(props: QueueItemProps) {
  const { session, isCurrent, isRejecting, mayDecide, isBusy } = props
  const { onFocus, onApprove, onReject, onCancel, onRejected } = props
  const { place, description } = workText(session)
  return (
    <li
      className="card queue-item"
      tabIndex={isCurrent ? 0 : -1}
      data-item={session.id}
      aria-current={isCurrent ? 'true' : undefined}
      aria-label={`${session.person.name}, ${spanText(session)}`}
      onFocus={onFocus}
      onClick={onFocus}
    >
      <div className="row between">
        <div className="grow">
          <strong>{session.person.name}</strong> · {spanText(session)}
          <div className="help">{[place, description].filter((part) => part !== '').join(' · ')}</div>
        </div>
        <span className="chips">
          <span className="number">{formatDuration(session.durationSeconds ?? 0)}</span>
          <FlagChips session={session} />
          <StatusChip status={session.status} />
        </span>
      </div>
      {isCurrent && (
        <>
          <WhatChanged session={session} />
          {isRejecting ? (
            <RejectForm isBusy={isBusy} onCancel={onCancel} onReject={onRejected} />
          ) : (
            <div className="row">
              {mayDecide && (
                <>
                  <button type="button" className="primary" disabled={isBusy} onClick={onApprove}>
                    {t('time.approve')} <kbd>a</kbd>
                  </button>
                  <button type="button" className="danger" disabled={isBusy} onClick={onReject}>
                    {t('time.reject')} <kbd>r</kbd>
                  </button>
                </>
              )}
              <SessionLink id={session.id} className="button">
                {t('time.review.whole')}
              </SessionLink>
            </div>
          )}
        </>
      )}
    </li>
  )
}

/** What was edited since the session ended or was decided about. */
function WhatChanged({ session }: { readonly session: TimeSession }) {
  const history = useQuery(historyQuery(session.id))
  return (
    <Loaded query={history} rows={2}>
      {(entries) => (
        <ul className="plain-list history">
          {sinceDecision(entries).map((entry) => (
            <li key={entry.id}>
              <HistoryEntry entry={entry} zone={zoneOf(session)} without="status" />
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}
