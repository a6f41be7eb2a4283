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

// 4 % wider than the limit: a full second then has room for 40 ms of lateness, of which lateMs leaves 25 ms to the way to the other
// side; up to 20 ms of that were measured between processes that keep two cores busy. A refusal would cost a whole second.
const HEADROOM = 1.04

export function paceOf(perSecond: number): Pace {
  return {
    perSecond,
    spacingMs: (1000 / perSecond) * HEADROOM,
    chunk: Math.max(1, Math.round(perSecond / 10)),
    horizonMs: 80,
    lateMs: 15,
  }
}
