import { currentLanguage } from '../i18n/index.ts'

/** `2026-01-31T09:00:00Z` as the browser's own input wants it: local, without zone. Undefined for what has no zone or is no moment. */
export function localOf(iso: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(iso)) return undefined
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return undefined
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, -1)
  return shifted.endsWith('.000') ? shifted.slice(0, -4) : shifted
}

/** The moment of a local time, in UTC. */
export function isoOf(local: string): string | undefined {
  const moment = new Date(local)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().replace('.000Z', 'Z')
}

/** The zone of the browser at that moment, such as `Europe/Madrid (GMT+2)`. */
export function zoneName(iso: string | undefined): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const parts = new Intl.DateTimeFormat(currentLanguage(), { timeZoneName: 'shortOffset' }).formatToParts(
    iso === undefined ? new Date() : new Date(iso),
  )
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return `${timeZone} (${offset})`
}

const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const
const DURATION =
  /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** `PT1H30M` in words; undefined when it is no ISO-8601 duration. */
export function durationInWords(text: string): string | undefined {
  const match = DURATION.exec(text)
  if (match === null) return undefined
  const parts = UNITS.flatMap((unit, index) => {
    const count = match[index + 1]
    return count === undefined ? [] : [inUnit(Number(count), unit)]
  })
  return new Intl.ListFormat(currentLanguage(), { type: 'unit' }).format(parts)
}

function inUnit(count: number, unit: string): string {
  return new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}
