import { useState, type ReactNode } from 'react'
import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { DecidedByOther } from '../session/decision.ts'
import { SessionLink } from '../session-link.tsx'
import { spanText } from '../time-text.ts'
import { Failure } from '../../../kit/states.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { QueueItem } from './queue-item.tsx'
import { useQueue } from './use-queue.ts'

interface QueueProps {
  readonly sessions: readonly TimeSession[]
  readonly mayDecide: boolean
  readonly empty: ReactNode
}

/** One is current: its change is shown, and keys decide about it. Keys work while the queue has the focus. */
export function Queue({ sessions, mayDecide, empty }: QueueProps) {
  const [isHelping, setHelping] = useState(false)
  const { left, keys, decision, lost, rejecting, ...acts } = useQueue(sessions, mayDecide, () =>
    setHelping(true),
  )
  const error = decision.error instanceof DecidedByOther ? null : decision.error
  return (
    <>
      {lost && <Lost lost={lost} />}
      {error && <Failure error={error} />}
      <div className="row between">
        <span className="faint" role="status">
          {t('time.review.count', { count: left.length })}
        </span>
        <button type="button" onClick={() => setHelping(true)}>
          {t('time.keys')} <kbd>?</kbd>
        </button>
      </div>
      {left.length === 0 && empty}
      <ol className="queue" aria-label={t('time.tab.review')} ref={keys.list} onKeyDown={keys.onKeyDown}>
        {left.map((session) => (
          <QueueItem
            key={session.id}
            session={session}
            isCurrent={session.id === keys.current}
            isRejecting={session.id === rejecting}
            mayDecide={mayDecide}
            isBusy={decision.isPending}
            onFocus={() => keys.setCurrent(session.id)}
            onApprove={() => acts.approve(session)}
            onReject={() => acts.setRejecting(session.id)}
            onCancel={() => acts.cancel(session)}
            onRejected={(note) => acts.reject(session, note)}
          />
        ))}
      </ol>
      {isHelping && <KeysDialog onClose={() => setHelping(false)} />}
    </>
  )
}

function Lost({ lost: { session, status } }: { readonly lost: DecidedByOther }) {
  return (
    <div className="notice notice-warn" role="alert">
      <p>
        <strong>{session.person.name}</strong>, {spanText(session)}:{' '}
        {t('time.review.lost', { status: t(`time.status.${status}`) })}
      </p>
      <SessionLink id={session.id} className="button">
        {t('time.review.look')}
      </SessionLink>
    </div>
  )
}
