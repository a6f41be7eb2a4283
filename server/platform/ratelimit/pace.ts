/** How the requests of one workspace are spaced. */
export interface Pace {
  readonly perSecond: number
  readonly spacingMs: number
  /** Slots reserved at once. */
  readonly chunk: number
  /** Background requests reserve only while the shared queue is shorter, so that an interactive one is at most a chunk behind it. */
  readonly horizonMs: number
  /** A slot not used this long after its time is lost. */
  readonly lateMs: number
}

// 3 % wider than the limit: a full second then has room for 30 ms of lateness, of which lateMs leaves 15 ms to the way there. With busy
// processes on both ends 12 ms of that were measured.
const HEADROOM = 1.03

export function paceOf(perSecond: number): Pace {
  return {
    perSecond,
    spacingMs: (1000 / perSecond) * HEADROOM,
    chunk: Math.max(1, Math.round(perSecond / 10)),
    horizonMs: 80,
    lateMs: 15,
  }
}
