import type { TimeSettings } from '../../api/time-types.ts'
import { addDays, dayIn, isDay, monthOf, startOfDay, weekOf } from './zoned.ts'

export const RANGES = ['today', 'week', 'month', 'weeks12', 'custom', 'all'] as const
export type RangeName = (typeof RANGES)[number]

export type Calendar = Pick<TimeSettings, 'reportZone' | 'weekStart'>

/** Days from first to last, both within it. */
export interface DaySpan {
  readonly first: string
  readonly last: string
}

export interface Range {
  readonly name: RangeName
  /** Undefined: all time. */
  readonly days: DaySpan | undefined
}

const PARTS = { range: undefined, from: undefined, to: undefined } as const

/** What an address says of the range: this week when it says nothing that can be read. */
export function rangeIn(search: URLSearchParams, calendar: Calendar, nowMs: number): Range {
  const name = RANGES.find((known) => known === search.get('range')) ?? 'week'
  if (name === 'all') return { name, days: undefined }
  if (name !== 'custom') return { name, days: presetDays(name, calendar, nowMs) }
  const from = search.get('from') ?? ''
  const to = search.get('to') ?? ''
  const today = dayIn(nowMs, calendar.reportZone)
  const first = isDay(from) ? from : isDay(to) ? to : today
  const last = isDay(to) && to >= first ? to : first
  return { name, days: { first, last } }
}

function presetDays(
  name: 'today' | 'week' | 'month' | 'weeks12',
  { reportZone, weekStart }: Calendar,
  nowMs: number,
): DaySpan {
  const today = dayIn(nowMs, reportZone)
  if (name === 'today') return { first: today, last: today }
  if (name === 'month') return { first: monthOf(today), last: addDays(monthOf(today, 1), -1) }
  const first = weekOf(today, weekStart)
  if (name === 'weeks12') return { first: addDays(first, -7 * 11), last: addDays(first, 6) }
  return { first, last: addDays(first, 6) }
}

/** How an address says it. */
export function rangeParts(name: RangeName, days?: DaySpan): Readonly<Record<string, string | undefined>> {
  if (name === 'week') return PARTS
  if (name !== 'custom' || days === undefined) return { ...PARTS, range: name }
  return { range: name, from: days.first, to: days.last }
}

/** The moments that bound the days of a range, as the API takes them. */
export function boundsOf(
  days: DaySpan | undefined,
  zone: string,
): { readonly from: string | undefined; readonly to: string | undefined } {
  if (days === undefined) return { from: undefined, to: undefined }
  const iso = (day: string): string => new Date(startOfDay(day, zone)).toISOString()
  return { from: iso(days.first), to: iso(addDays(days.last, 1)) }
}
