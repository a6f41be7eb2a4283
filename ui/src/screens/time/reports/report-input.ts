import type { ReportInput, ReportKind } from '../../../api/time-types.ts'
import { isAddress } from '../address.ts'
import type { Calendar } from '../range.ts'
import { addDays, dayIn, isDay, monthOf, weekOf } from '../zoned.ts'

export interface TypedReport {
  readonly kind: ReportKind
  /** First day of the week or the month that is chosen. */
  readonly week: string
  readonly month: string
  readonly from: string
  readonly to: string
  readonly personId: string
  readonly email: string
}

export type ReportProblem = 'from' | 'to' | 'email'

const WEEKS = 13
const MONTHS = 24

/** First days of the weeks that can be chosen, this one first. */
export function weeksFor({ reportZone, weekStart }: Calendar, nowMs: number): readonly string[] {
  const thisWeek = weekOf(dayIn(nowMs, reportZone), weekStart)
  return Array.from({ length: WEEKS }, (_, index) => addDays(thisWeek, -7 * index))
}

export function monthsFor({ reportZone }: Calendar, nowMs: number): readonly string[] {
  const today = dayIn(nowMs, reportZone)
  return Array.from({ length: MONTHS }, (_, index) => monthOf(today, -index))
}

/** The past week, the past month: what is asked for most. */
export function startingWith(calendar: Calendar, nowMs: number): TypedReport {
  const week = weeksFor(calendar, nowMs)[1] ?? ''
  return {
    kind: 'weekly',
    week,
    month: monthsFor(calendar, nowMs)[1] ?? '',
    from: week,
    to: addDays(week, 6),
    personId: '',
    email: '',
  }
}

/** As the server takes it; days are those of the workspace's zone, both within the report. */
export function readReport(
  typed: TypedReport,
): { readonly report: ReportInput } | { readonly problems: readonly ReportProblem[] } {
  const { kind, personId } = typed
  const email = typed.email.trim()
  const problems: ReportProblem[] = [
    ...(kind === 'custom' ? customProblems(typed) : []),
    ...(email !== '' && !isAddress(email) ? (['email'] as const) : []),
  ]
  if (problems.length > 0) return { problems }
  return {
    report: {
      kind,
      ...(personId === '' ? {} : { personId }),
      ...periodOf(typed),
      ...(email === '' ? {} : { email }),
    },
  }
}

function customProblems({ from, to }: TypedReport): readonly ReportProblem[] {
  return [...(isDay(from) ? [] : (['from'] as const)), ...(isDay(to) && to >= from ? [] : (['to'] as const))]
}

function periodOf({ kind, week, month, from, to }: TypedReport): Omit<ReportInput, 'kind'> {
  if (kind === 'weekly') return { from: week }
  if (kind === 'monthly') return { month: Number(month.slice(5, 7)), year: Number(month.slice(0, 4)) }
  return { from, to }
}
