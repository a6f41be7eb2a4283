import type { Report } from '../../../api/time-types.ts'
import { formatDay, formatMonth } from '../time-text.ts'

/** Its days in words. */
export function reportPeriod({ kind, from, to }: Pick<Report, 'kind' | 'from' | 'to'>): string {
  if (kind === 'monthly') return formatMonth(from)
  return from === to ? formatDay(from) : `${formatDay(from)} – ${formatDay(to)}`
}
