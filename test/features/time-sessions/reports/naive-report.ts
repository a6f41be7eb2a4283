import type { SessionRow } from '../../../../server/features/time-sessions/sessions/session.store.ts'

const STEP_MS = 30 * 60_000

interface Naive {
  readonly worked: Map<string, number>
  readonly approved: Map<string, number>
}

interface NaiveInput {
  readonly sessions: readonly SessionRow[]
  readonly zone: string
  readonly from: string
  readonly to: string
  /** Under which name a half hour of a session is added up. */
  readonly keyOf: (session: SessionRow, day: string) => string
}

/** Hours, half hour by half hour: each is asked for its day. Sessions must begin and end with one. */
export function naiveHours({ sessions, zone, from, to, keyOf }: NaiveInput): Naive {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  const naive: Naive = { worked: new Map(), approved: new Map() }
  for (const session of sessions) {
    if (session.status === 'deleted') continue
    const { startedAt, endedAt, approvedStartedAt, approvedEndedAt } = session
    const add = (map: Map<string, number>, start: Date | null, end: Date | null): void => {
      if (start === null || end === null) return
      for (let at = start.getTime(); at < end.getTime(); at += STEP_MS) {
        const day = format.format(at)
        if (day < from || day > to) continue
        const key = keyOf(session, day)
        map.set(key, (map.get(key) ?? 0) + 0.5)
      }
    }
    if (session.status !== 'rejected') add(naive.worked, startedAt, endedAt)
    add(naive.approved, approvedStartedAt, approvedEndedAt)
  }
  return naive
}

/** The Monday of its week. */
export function mondayOf(day: string): string {
  const at = new Date(`${day}T12:00:00Z`)
  while (at.getUTCDay() !== 1) at.setUTCDate(at.getUTCDate() - 1)
  return at.toISOString().slice(0, 10)
}
