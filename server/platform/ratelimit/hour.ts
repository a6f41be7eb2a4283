/** Requests by minute, newest first, beginning with minute `latestMinute` since 1970. Values are never changed in place. */
export interface Hour {
  readonly latestMinute: number
  /** Requests that left or were promised a slot. */
  readonly used: readonly number[]
  /** Those of them that were refused with 429. */
  readonly refused: readonly number[]
}

const MINUTE_MS = 60_000
// A minute counts until its last moment is an hour old; the first one is then 61 minutes old.
const MINUTES_COUNTED = 61

export const emptyHour: Hour = { latestMinute: 0, used: [], refused: [] }

export function minuteOf(ms: number): number {
  return Math.floor(ms / MINUTE_MS)
}

/** Requests of the last 60 minutes, and of up to one minute more. */
export function usedWithinHour(hour: Hour, nowMs: number): number {
  return sum(hour.used.slice(0, countedAt(hour, nowMs)))
}

/** The same without the refused ones. */
export function passedWithinHour(hour: Hour, nowMs: number): number {
  return Math.max(0, usedWithinHour(hour, nowMs) - sum(hour.refused.slice(0, countedAt(hour, nowMs))))
}

export function bookUsed(hour: Hour, minute: number, count: number): Hour {
  const moved = moveTo(hour, minute)
  return { ...moved, used: changeAt(moved.used, moved.latestMinute - minute, count) }
}

/** Requests that were promised a slot and never left. */
export function unbookUsed(hour: Hour, minute: number, count: number): Hour {
  return { ...hour, used: changeAt(hour.used, hour.latestMinute - minute, -count) }
}

export function bookRefused(hour: Hour, minute: number): Hour {
  const moved = moveTo(hour, minute)
  return { ...moved, refused: changeAt(moved.refused, moved.latestMinute - minute, 1) }
}

/** When enough minutes have aged for one more request under the limit; now, if there is room already. */
export function roomAt(hour: Hour, limit: number, nowMs: number): number {
  let excess = usedWithinHour(hour, nowMs) + 1 - limit
  let index = countedAt(hour, nowMs)
  while (excess > 0 && index > 0) {
    index -= 1
    excess -= hour.used[index] ?? 0
  }
  const roomMs = (hour.latestMinute - index + MINUTES_COUNTED) * MINUTE_MS
  return index === countedAt(hour, nowMs) ? nowMs : roomMs
}

function countedAt(hour: Hour, nowMs: number): number {
  const oldest = minuteOf(nowMs) - MINUTES_COUNTED + 1
  return Math.min(hour.used.length, Math.max(0, hour.latestMinute - oldest + 1))
}

function moveTo(hour: Hour, minute: number): Hour {
  const ahead = minute - hour.latestMinute
  if (ahead <= 0) return hour
  if (ahead >= MINUTES_COUNTED) return { latestMinute: minute, used: [0], refused: [0] }
  const shifted = (counts: readonly number[]): number[] => {
    const fresh: number[] = Array.from({ length: ahead }, () => 0)
    return [...fresh, ...counts].slice(0, MINUTES_COUNTED + 1)
  }
  return { latestMinute: minute, used: shifted(hour.used), refused: shifted(hour.refused) }
}

/** Minutes too old to be kept change nothing. */
function changeAt(counts: readonly number[], index: number, by: number): readonly number[] {
  if (index < 0 || index > MINUTES_COUNTED) return counts
  const padded = Array.from({ length: Math.max(counts.length, index + 1) }, (_, at) => counts[at] ?? 0)
  padded[index] = Math.max(0, (padded[index] ?? 0) + by)
  return padded
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
