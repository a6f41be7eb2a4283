import { addDays, daysBetween, type CalendarDay } from '../calendar-day.ts'
import type { ZoneClock } from '../zone-clock.ts'
import type { Span } from './report-period.ts'

/** What of an interval is on one day. */
export interface DayPart extends Span {
  readonly day: CalendarDay
}

/**
 * Split where days begin; only what is within the span. One that ends when it begins, or before, is one part as it is, on the day of its
 * beginning.
 */
export function splitAtDays(clock: ZoneClock, interval: Span, within: Span): readonly DayPart[] {
  if (interval.toMs <= interval.fromMs) {
    const isWithin = interval.fromMs >= within.fromMs && interval.fromMs < within.toMs
    return isWithin ? [{ day: clock.dayOf(interval.fromMs), ...interval }] : []
  }
  const endMs = Math.min(interval.toMs, within.toMs)
  let fromMs = Math.max(interval.fromMs, within.fromMs)
  const parts: DayPart[] = []
  let day = clock.dayOf(fromMs)
  while (fromMs < endMs) {
    const toMs = Math.min(clock.endOf(day), endMs)
    // A day that the zone has left out is empty.
    if (toMs > fromMs) parts.push({ day, fromMs, toMs })
    fromMs = Math.max(fromMs, toMs)
    if (fromMs < endMs) day = addDays(day, 1)
  }
  return parts
}

/** Which of how many days of an interval a day is: `2/3`; empty for one that is on a single day. */
export function partName(clock: ZoneClock, interval: Span, day: CalendarDay): string {
  if (interval.toMs <= interval.fromMs) return ''
  const first = clock.dayOf(interval.fromMs)
  const last = clock.dayOf(interval.toMs - 1)
  return first === last ? '' : `${daysBetween(first, day) + 1}/${daysBetween(first, last) + 1}`
}
