/** Calendar days and times of a zone. A day is `2026-01-31`, a local time `2026-01-31T09:00:00`. */

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** The browser's own. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    // A RangeError says that there is none.
    return false
  }
}

export function localIn(ms: number, zone: string): string {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '00'
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`
}

/** A zone that this browser does not know is read as UTC. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en', {
    timeZone: isZone(zone) ? zone : 'UTC',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(zone, format)
  return format
}

/** The moment of a local time. Of one that comes twice the first; one that the clocks leave out is as much later as they jump; NaN for what is no time. */
export function instantOf(local: string, zone: string): number {
  const wall = Date.parse(`${local}Z`)
  if (Number.isNaN(wall)) return wall
  const before = wall - offsetAt(wall - DAY_MS, zone)
  const after = wall - offsetAt(wall + DAY_MS, zone)
  return [before, after].find((ms) => ms + offsetAt(ms, zone) === wall) ?? before
}

function offsetAt(ms: number, zone: string): number {
  const whole = Math.floor(ms / 1_000) * 1_000
  return Date.parse(`${localIn(whole, zone)}Z`) - whole
}

export function dayIn(ms: number, zone: string): string {
  return localIn(ms, zone).slice(0, 10)
}

/** The moment when a day begins. */
export function startOfDay(day: string, zone: string): number {
  return instantOf(`${day}T00:00:00`, zone)
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

const FIRST_DAYS = { sunday: 0, monday: 1, saturday: 6 } as const

/** The first day of its week. */
export function weekOf(day: string, weekStart: keyof typeof FIRST_DAYS): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday - FIRST_DAYS[weekStart] + 7) % 7))
}

/** The first day of its month; `months` earlier or later. */
export function monthOf(day: string, months = 0): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}
