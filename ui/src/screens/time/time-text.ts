import { currentLanguage, t } from '../../i18n/index.ts'
import type { TimeSession } from '../../api/time-types.ts'
import { dayIn, isZone } from './zoned.ts'

const HOUR = 3_600
const MINUTE = 60

/** `8h 30m`, in the language of the page; what is negative keeps its sign. */
export function formatDuration(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / MINUTE)
  if (minutes === 0) return inUnit(Math.trunc(seconds), 'second')
  const hours = Math.floor(minutes / MINUTE)
  const rest = minutes % MINUTE
  const text = [
    ...(hours > 0 ? [inUnit(hours, 'hour')] : []),
    ...(rest > 0 || hours === 0 ? [inUnit(rest, 'minute')] : []),
  ].join(' ')
  return seconds < 0 ? `−${text}` : text
}

function inUnit(count: number, unit: string): string {
  return new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit, unitDisplay: 'narrow' }).format(
    count,
  )
}

/** `5:07:09`, for what is counting. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return `${Math.floor(whole / HOUR)}:${two(Math.floor(whole / MINUTE) % MINUTE)}:${two(whole % MINUTE)}`
}

function two(count: number): string {
  return String(count).padStart(2, '0')
}

/** `7.5h` */
export function formatHours(hours: number): string {
  return new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit: 'hour',
    unitDisplay: 'narrow',
    maximumFractionDigits: 2,
  }).format(hours)
}

/** Times without a zone of their own are shown in UTC. */
export function zoneOf({ timeZone }: Pick<TimeSession, 'timeZone'>): string {
  return timeZone !== null && isZone(timeZone) ? timeZone : 'UTC'
}

export function formatTimeIn(iso: string, timeZone: string): string {
  return inZone(iso, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** `GMT+9`, as it was at that moment. */
export function offsetIn(iso: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), { timeZone, timeZoneName: 'shortOffset' })
  return format.formatToParts(new Date(iso)).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

export function formatDayIn(iso: string, timeZone: string): string {
  return inZone(iso, { timeZone, weekday: 'short', day: 'numeric', month: 'short' })
}

/** The title of a time: where it was so, and what it is in UTC. */
export function momentTitle(iso: string, timeZone: string): string {
  const utc = inZone(iso, { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' })
  return t('time.moment', { zone: timeZone, utc })
}

function inZone(iso: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(currentLanguage(), options).format(new Date(iso))
}

/** A calendar day, such as `Thu 26 Nov 2026`. */
export function formatDay(day: string): string {
  return inZone(`${day}T00:00:00Z`, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
}

export function formatMonth(day: string): string {
  return inZone(`${day}T00:00:00Z`, { timeZone: 'UTC', month: 'long', year: 'numeric' })
}

/** `Thu 26 Nov, 09:00–17:30`, with the second day where it is another. */
export function spanText(session: Pick<TimeSession, 'startedAt' | 'endedAt' | 'timeZone'>): string {
  const zone = zoneOf(session)
  const { startedAt, endedAt } = session
  const start = `${formatDayIn(startedAt, zone)}, ${formatTimeIn(startedAt, zone)}`
  if (endedAt === null) return t('time.since', { start })
  const isSameDay = dayIn(Date.parse(startedAt), zone) === dayIn(Date.parse(endedAt), zone)
  const end = formatTimeIn(endedAt, zone)
  return `${start} – ${isSameDay ? end : `${formatDayIn(endedAt, zone)}, ${end}`}`
}

/** What was worked on, in as few words as there are. */
export function workText({
  description,
  project,
  task,
}: Pick<TimeSession, 'description' | 'project' | 'task'>) {
  const place = [project && (project.name ?? project.id), task && (task.name ?? task.id)].filter(
    (part) => part !== null,
  )
  return { place: place.join(' · '), description }
}
