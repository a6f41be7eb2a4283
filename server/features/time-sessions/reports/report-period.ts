import {
  addDays,
  dayOfMs,
  daysBetween,
  monthOf,
  weekOf,
  type CalendarDay,
  type WeekStart,
} from '../calendar-day.ts'
import { zoneClock } from '../zone-clock.ts'

/** Days of a zone, both of them in it. */
export interface Period {
  readonly from: CalendarDay
  readonly to: CalendarDay
}

/** The same as instants; the last one is no more in it. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export type PeriodKind = 'weekly' | 'monthly'

/** The week or month that the day is in. */
export function periodOf(kind: PeriodKind, day: CalendarDay, weekStart: WeekStart): Period {
  if (kind === 'monthly') return { from: monthOf(day), to: addDays(monthOf(day, 1), -1) }
  const from = weekOf(day, weekStart)
  return { from, to: addDays(from, 6) }
}

export function periodBefore(kind: PeriodKind, { from }: Period, weekStart: WeekStart): Period {
  return periodOf(kind, addDays(from, -1), weekStart)
}

/** The last one that is over. */
export function pastPeriod(kind: PeriodKind, today: CalendarDay, weekStart: WeekStart): Period {
  return periodBefore(kind, periodOf(kind, today, weekStart), weekStart)
}

export function spanOf({ from, to }: Period, zone: string): Span {
  const clock = zoneClock(zone)
  return { fromMs: clock.startOf(from), toMs: clock.startOf(addDays(to, 1)) }
}

interface DueInput {
  readonly kind: PeriodKind
  readonly nowMs: number
  readonly zone: string
  readonly weekStart: WeekStart
  /** Of the day in the zone, from which a period's report is made. */
  readonly hour: number
  /** The first day of the latest one that was made. */
  readonly latest: CalendarDay | undefined
}

// After a long downtime older ones are made when somebody asks for them.
const MOST_DUE: Readonly<Record<PeriodKind, number>> = { weekly: 4, monthly: 3 }

/** What is over and was not reported yet, oldest first; the last one only where nothing ever was. */
export function duePeriods({ kind, nowMs, zone, weekStart, hour, latest }: DueInput): readonly Period[] {
  const local = zoneClock(zone).localMs(nowMs)
  const today = dayOfMs(local)
  const current = periodOf(kind, today, weekStart)
  const isTime = today > current.from || new Date(local).getUTCHours() >= hour
  let period = periodBefore(kind, current, weekStart)
  if (latest === undefined) return isTime ? [period] : []
  if (!isTime) period = periodBefore(kind, period, weekStart)
  const due: Period[] = []
  while (period.from > latest && due.length < MOST_DUE[kind]) {
    due.unshift(period)
    period = periodBefore(kind, period, weekStart)
  }
  return due
}

/** A month's hours spread evenly over its days. */
export function contractHours(hoursPerMonth: number, { from, to }: Period): number {
  let hours = 0
  for (let month = monthOf(from); month <= to; month = monthOf(month, 1)) {
    const next = monthOf(month, 1)
    const [first, end] = [month > from ? month : from, next > to ? addDays(to, 1) : next]
    hours += (hoursPerMonth * daysBetween(first, end)) / daysBetween(month, next)
  }
  return hours
}
