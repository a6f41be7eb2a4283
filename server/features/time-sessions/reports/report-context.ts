import type { CalendarDay } from '../calendar-day.ts'
import type { PersonRow } from '../people/person.store.ts'
import type { ZoneClock } from '../zone-clock.ts'
import type { Period, Span } from './report-period.ts'
import type { ReportWording } from './texts/wording.ts'

/** What is settled before the first session is read. */
export interface ReportContext {
  readonly kind: 'weekly' | 'monthly' | 'custom'
  readonly period: Period
  readonly span: Span
  readonly clock: ZoneClock
  /** The first day of a day's week. */
  readonly weekOf: (day: CalendarDay) => CalendarDay
  readonly texts: ReportWording
  /** Undefined: everybody. */
  readonly person: PersonRow | undefined
  readonly madeAt: Date
}
