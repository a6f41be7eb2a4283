import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, Problem } from '../../../api/client.ts'
import type { SessionStatus, TimeSession } from '../../../api/time-types.ts'

export interface Decision {
  readonly session: TimeSession
  readonly approved: boolean
  readonly note?: string | undefined
}

/** Somebody else was first; what the session has become since. */
export class DecidedByOther extends Error {
  readonly session: TimeSession
  readonly status: SessionStatus

  constructor(session: TimeSession, status: SessionStatus) {
    super('somebody else was first')
    this.name = 'DecidedByOther'
    this.session = session
    this.status = status
  }
}

interface DecisionEnds {
  readonly onDecided?: (decision: Decision) => void
  readonly onLost?: (lost: DecidedByOther) => void
}

/** Approves or rejects; a session that is not under review any more ends as DecidedByOther. */
export function useDecision({ onDecided, onLost }: DecisionEnds = {}) {
  const queries = useQueryClient()
  const settle = (): void => {
    for (const key of ['time-sessions', 'audit-entries', 'outbox'])
      void queries.invalidateQueries({ queryKey: [key] })
  }
  return useMutation({
    mutationFn: decide,
    onSuccess: (_, decision) => {
      settle()
      onDecided?.(decision)
    },
    onError: (error) => {
      settle()
      if (error instanceof DecidedByOther) onLost?.(error)
    },
  })
}

async function decide({ session, approved, note }: Decision): Promise<TimeSession> {
  const path = `/api/time-sessions/${encodeURIComponent(session.id)}`
  try {
    const body = { approved, ...(note === undefined ? {} : { note }) }
    return await api<TimeSession>(`${path}/decision`, { method: 'POST', body })
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409) throw error
    throw new DecidedByOther(session, (await api<TimeSession>(path)).status)
  }
}
