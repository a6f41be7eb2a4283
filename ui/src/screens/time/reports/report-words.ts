import type { Report } from '../../../api/time-types.ts'
import { formatDay, formatMonth } from '../time-text.ts'

/** Its days in words; the server gives days, or moments that begin with one. */
export function reportPeriod({ kind, from, to }: Pick<Report, 'kind' | 'from' | 'to'>): string {
  const [first, last] = [from.slice(0, 10), to.slice(0, 10)]
  return kind === 'monthly' ? formatMonth(first) : `${formatDay(first)} – ${formatDay(last)}`
}

export function reportFileName({ kind, personName, from, to }: Report): string {
  const parts = ['hours', kind, personName ?? '', from.slice(0, 10), to.slice(0, 10)]
  const name = parts.filter((part) => part !== '').join('-')
  return `${name.replaceAll(/[^\p{L}\p{N}.-]+/gu, '_')}.xlsx`
}
