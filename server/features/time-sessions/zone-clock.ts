import { addDays, dayOfMs } from './calendar-day.ts'

/** What the clocks of a zone show, and when its days begin. Instants are milliseconds since 1970. */
export interface ZoneClock {
  readonly zone: string
  /** What its clocks show, as the milliseconds of a clock in UTC that shows the same. */
  localMs(atMs: number): number
  dayOf(atMs: number): string
  /** The first instant of the day; where the clocks skip midnight, when they skip it. */
  startOf(day: string): number
  /** The first instant of the next day. */
  endOf(day: string): number
}

const clocks = new Map<string, ZoneClock>()

/** The zone must exist. */
export function zoneClock(zone: string): ZoneClock {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const made = makeClock(zone)
  // Names come from outside.
  if (clocks.size < 1_000) clocks.set(zone, made)
  return made
}

function makeClock(zone: string): ZoneClock {
  const offsetAt = cachedOffsets(readOffsets(zone))
  const localMs = (atMs: number): number => atMs + offsetAt(atMs)
  const startOf = kept((day) => findStart(Date.parse(day), offsetAt))
  const endOf = kept((day) => startOf(addDays(day, 1)))
  const findDay = (atMs: number): string => {
    const day = dayOfMs(localMs(atMs))
    // Clocks that are set back over midnight show the day before once more; it has ended all the same.
    return endOf(day) <= atMs ? addDays(day, 1) : day
  }
  // Whoever asks mostly asks of the same day again.
  let last = ''
  const dayOf = (atMs: number): string => {
    if (last === '' || atMs < startOf(last) || atMs >= endOf(last)) last = findDay(atMs)
    return last
  }
  return { zone, localMs, startOf, endOf, dayOf }
}

function kept(find: (day: string) => number): (day: string) => number {
  const found = new Map<string, number>()
  return (day) => {
    const known = found.get(day)
    if (known !== undefined) return known
    const value = find(day)
    if (found.size < MOST_KEPT) found.set(day, value)
    return value
  }
}

type OffsetAt = (atMs: number) => number

function readOffsets(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  return (atMs) => {
    const [, sign, hours, minutes, seconds = '0'] =
      /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(atMs)) ?? []
    if (sign === undefined) return 0
    const ms = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000
    return sign === '-' ? -ms : ms
  }
}

// No zone sets its clocks twice within so long.
const STRETCH_MS = 6 * 3_600_000
const MOST_KEPT = 20_000

/** Asking Intl takes microseconds, and a report asks millions of times. */
function cachedOffsets(read: OffsetAt): OffsetAt {
  const offsets = new Map<number, number | undefined>()
  return (atMs) => {
    const stretch = Math.floor(atMs / STRETCH_MS)
    if (!offsets.has(stretch)) {
      if (offsets.size >= MOST_KEPT) offsets.clear()
      const [first, last] = [read(stretch * STRETCH_MS), read((stretch + 1) * STRETCH_MS - 1)]
      offsets.set(stretch, first === last ? first : undefined)
    }
    return offsets.get(stretch) ?? read(atMs)
  }
}

const DAY_MS = 86_400_000

/** `midnight` is what the clocks show when the day begins. */
function findStart(midnight: number, offsetAt: OffsetAt): number {
  const [before, after] = [offsetAt(midnight - DAY_MS), offsetAt(midnight + DAY_MS)]
  const shown = [midnight - before, midnight - after].filter((atMs) => atMs + offsetAt(atMs) === midnight)
  if (shown.length > 0) return Math.min(...shown)
  // No clock shows it: the day begins when they are set, between these two.
  let [early, late] = [midnight - after, midnight - before]
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (middle + offsetAt(middle) < midnight) early = middle
    else late = middle
  }
  return late
}
