/** 4 am on that moment's day, where the person lives: how dates without a time are kept. */
export function fourInTheMorning(ms: number, timeZone: string): number {
  const offsetMs = offsetAt(ms, timeZone)
  const localDay = Math.floor((ms + offsetMs) / DAY_MS) * DAY_MS
  const four = localDay + 4 * HOUR_MS
  // The clock may change between midnight and that moment.
  return four - offsetAt(four - offsetMs, timeZone)
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

function offsetAt(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(ms)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * 60_000)
}
