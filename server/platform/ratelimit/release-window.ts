import type { Rate } from './pace.ts'

/** The releases within the latest window: a second guard in this process, whatever the shared row says. */
export interface ReleaseWindow {
  /** When one more may leave; not after now, if at once. */
  opensAt(nowMs: number): number
  record(nowMs: number): void
  /** Nothing left within the latest window. */
  isEmpty(nowMs: number): boolean
}

export function createReleaseWindow({ count, ms }: Rate): ReleaseWindow {
  const releases: number[] = []

  function forget(nowMs: number): void {
    while (releases[0] !== undefined && releases[0] <= nowMs - ms) releases.shift()
  }

  return {
    opensAt: (nowMs) => {
      forget(nowMs)
      const first = releases[releases.length - count]
      return first === undefined ? nowMs : first + ms
    },
    record: (nowMs) => {
      releases.push(nowMs)
    },
    isEmpty: (nowMs) => {
      forget(nowMs)
      return releases.length === 0
    },
  }
}
