/** The last second of releases: a second guard in this process, whatever the shared row says. */
export interface ReleaseWindow {
  /** When one more may leave; not after now, if at once. */
  opensAt(nowMs: number): number
  record(nowMs: number): void
  /** Nothing left within the last second. */
  isEmpty(nowMs: number): boolean
}

const SECOND_MS = 1_000

export function createReleaseWindow(perSecond: number): ReleaseWindow {
  const releases: number[] = []

  function forget(nowMs: number): void {
    while (releases[0] !== undefined && releases[0] <= nowMs - SECOND_MS) releases.shift()
  }

  return {
    opensAt: (nowMs) => {
      forget(nowMs)
      const first = releases[releases.length - perSecond]
      return first === undefined ? nowMs : first + SECOND_MS
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
