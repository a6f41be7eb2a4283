import { useState } from 'react'
import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { toast } from '../../../kit/toast.tsx'
import { useDecision, type DecidedByOther } from '../session/decision.ts'
import { formatDuration } from '../time-text.ts'
import { useQueueKeys } from './use-queue-keys.ts'

/** What is left to decide, and deciding about it: one that is decided, by whomever, makes room for its neighbour. */
export function useQueue(sessions: readonly TimeSession[], mayDecide: boolean, onHelp: () => void) {
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set())
  const [lost, setLost] = useState<DecidedByOther>()
  const [rejecting, setRejecting] = useState<string>()
  const left = sessions.filter(({ id }) => !decided.has(id))
  const gone = (id: string): void => {
    keys.leave(id)
    setRejecting(undefined)
    setDecided((before) => new Set(before).add(id))
  }
  const decision = useDecision({
    onDecided: ({ session, approved }) => {
      gone(session.id)
      toast('success', decidedText(session, approved))
    },
    onLost: (other) => {
      gone(other.session.id)
      setLost(other)
    },
  })
  const decide = (session: TimeSession, note?: string): void => {
    if (!mayDecide || decision.isPending) return
    setLost(undefined)
    decision.mutate({ session, approved: note === undefined, note })
  }
  const keys = useQueueKeys(left, {
    approve: (session) => decide(session),
    reject: ({ id }) => mayDecide && setRejecting(id),
    help: onHelp,
  })
  return {
    left,
    keys,
    decision,
    lost,
    rejecting,
    setRejecting,
    approve: (session: TimeSession) => decide(session),
    reject: decide,
    cancel: ({ id }: TimeSession) => {
      setRejecting(undefined)
      keys.focus(id)
    },
  }
}

function decidedText(session: TimeSession, approved: boolean): string {
  const what = {
    name: session.person.name,
    time: formatDuration(session.durationSeconds ?? 0),
  }
  return approved ? t('time.review.approved', what) : t('time.review.rejected', what)
}
