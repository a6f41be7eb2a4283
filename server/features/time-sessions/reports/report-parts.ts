import type { CalendarDay } from '../calendar-day.ts'
import type { ZoneClock } from '../zone-clock.ts'
import type { Span } from './report-period.ts'
import type { ReportSession } from './report-session.store.ts'
import { partName, splitAtDays, type DayPart } from './split-session.ts'

/** What of a session a report shows in one row: what of it is on one day. */
export interface SessionPart {
  readonly day: CalendarDay
  /** Undefined on a day for which only something else was approved; of one that runs, it has no end. */
  readonly worked: { readonly fromMs: number; readonly toMs: number | undefined } | undefined
  readonly approved: Span | undefined
  /** `2/3` of one that was on three days. */
  readonly name: string
}

/** In the order of the days; empty for one that has nothing in the span. */
export function partsOf(clock: ZoneClock, session: ReportSession, within: Span): readonly SessionPart[] {
  const worked = workedOf(session)
  const workedParts =
    worked === undefined ? openParts(clock, session, within) : splitAtDays(clock, worked, within)
  const approved = approvedOf(session)
  const approvedParts = approved === undefined ? [] : splitAtDays(clock, approved, within)
  return daysOf(workedParts, approvedParts).map((day) => ({
    day,
    worked: workedParts.find((part) => part.day === day),
    approved: approvedParts.find((part) => part.day === day),
    name: worked === undefined ? '' : partName(clock, worked, day),
  }))
}

/** Undefined while it has no end. */
function workedOf({ startedAt, endedAt }: ReportSession): Span | undefined {
  return endedAt === null ? undefined : { fromMs: startedAt.getTime(), toMs: endedAt.getTime() }
}

export function approvedOf({ approvedStartedAt, approvedEndedAt }: ReportSession): Span | undefined {
  if (approvedStartedAt === null || approvedEndedAt === null) return undefined
  return { fromMs: approvedStartedAt.getTime(), toMs: approvedEndedAt.getTime() }
}

/** One that runs is told once: on the day of its beginning, or on the first day of the span when it began before. */
function openParts(
  clock: ZoneClock,
  { startedAt }: ReportSession,
  within: Span,
): readonly (Pick<DayPart, 'day' | 'fromMs'> & { readonly toMs: undefined })[] {
  const fromMs = startedAt.getTime()
  if (fromMs >= within.toMs) return []
  return [{ day: clock.dayOf(Math.max(fromMs, within.fromMs)), fromMs, toMs: undefined }]
}

type WithDay = Pick<DayPart, 'day'>

function daysOf(a: readonly WithDay[], b: readonly WithDay[]): readonly CalendarDay[] {
  if (b.length === 0) return a.map(({ day }) => day)
  return [...new Set([...a, ...b].map(({ day }) => day))].toSorted()
}
