import type { Language } from './texts.ts'

export interface Zone {
  readonly timeZone: string | null
  /** Where only that is known: seconds east of UTC. */
  readonly offsetSeconds: number | null
}

const made = new Map<string, Intl.DateTimeFormat>()
// Zones come from outside.
const MOST = 500

const two = (value: number): string => String(value).padStart(2, '0')

/** As the clock showed it there, with its distance from UTC: `2 Mar 2026, 10:00 (UTC+01:00, Europe/Madrid)`. */
export function momentText(language: Language, at: Date, { timeZone, offsetSeconds }: Zone): string {
  if (timeZone !== null && timeZone !== 'UTC')
    return `${dateText(language, at, timeZone)} (${offsetOf(at, timeZone)}, ${timeZone})`
  const seconds = offsetSeconds ?? 0
  const shifted = new Date(at.getTime() + seconds * 1_000)
  return `${dateText(language, shifted, 'UTC')} (${offsetText(seconds)})`
}

/** A day of the calendar, such as 2026-03-02. */
export function dayText(language: Language, day: string): string {
  const locale = language === 'en' ? 'en-GB' : language
  return formatOf(locale, { timeZone: 'UTC', dateStyle: 'full' }).format(new Date(day))
}

/** `2:05:00`; one that ends before it starts has a minus. */
export function durationText(seconds: number): string {
  const whole = Math.abs(seconds)
  const hours = Math.floor(whole / 3_600)
  return `${seconds < 0 ? '−' : ''}${hours}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

function dateText(language: Language, at: Date, timeZone: string): string {
  const locale = language === 'en' ? 'en-GB' : language
  return formatOf(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(at)
}

function offsetOf(at: Date, timeZone: string): string {
  const parts = formatOf('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  return name.replace('GMT', 'UTC').replace('+00:00', '')
}

function offsetText(seconds: number): string {
  if (seconds === 0) return 'UTC'
  const minutes = Math.round(Math.abs(seconds) / 60)
  return `UTC${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${options.timeZone} ${options.dateStyle}`
  const known = made.get(key)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat(locale, options)
  if (made.size < MOST) made.set(key, format)
  return format
}
