export interface Span {
  readonly unit: 'seconds' | 'minutes' | 'hours'
  readonly count: number
}

const MINUTE = 60
const HOUR = 3_600

/** In the unit that people would say it in, rounded up; nobody plans by the second beyond a minute and a half. */
export function spanOf(seconds: number): Span {
  if (seconds < 1.5 * MINUTE) return { unit: 'seconds', count: Math.max(1, Math.ceil(seconds)) }
  if (seconds < 1.5 * HOUR) return { unit: 'minutes', count: Math.ceil(seconds / MINUTE) }
  return { unit: 'hours', count: Math.ceil(seconds / HOUR) }
}
