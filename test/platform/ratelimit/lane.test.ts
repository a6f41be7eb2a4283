import { describe, expect, it } from 'vitest'
import { createDatabaseClock } from '../../../server/platform/ratelimit/database-clock.ts'
import type { Ask, Reservation } from '../../../server/platform/ratelimit/decide-reservation.ts'
import { Lane } from '../../../server/platform/ratelimit/lane.ts'
import { paceOf } from '../../../server/platform/ratelimit/pace.ts'
import type { SlotReport } from '../../../server/platform/ratelimit/slot.ts'
import { silentLog } from '../../support/silent-log.ts'

/** A lane with a clock that only moves when told, and a shared row that answers what the test says. The database's clock equals ours. */
function aLane(answer: (ask: Ask, nowMs: number) => Reservation | Error) {
  let nowMs = 1_000
  let alarm: { atMs: number; run: () => void } | undefined
  const asks: Ask[] = []
  const reported: SlotReport[] = []
  const databaseClock = createDatabaseClock()
  databaseClock.observe({ sentMs: nowMs, receivedMs: nowMs, databaseMs: nowMs })
  const lane = new Lane({
    clock: { now: () => new Date(0), monotonicMs: () => nowMs },
    databaseClock,
    pace: paceOf({ count: 50, ms: 1_000 }),
    log: silentLog,
    observe: () => {},
    wakeUp: (delayMs, run) => {
      alarm = { atMs: nowMs + delayMs, run }
      return () => {
        alarm = undefined
      }
    },
    reserve: async (ask, reports) => {
      asks.push(ask)
      reported.push(...reports)
      const reservation = answer(ask, nowMs)
      if (reservation instanceof Error) throw reservation
      return reservation
    },
    report: async (reports) => void reported.push(...reports),
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    lane,
    asks,
    reported,
    /** How many slots came back unused. */
    returned: () => reported.filter(({ arrivedMs }) => arrivedMs === undefined).length,
    /** Moves the clock; the alarm rings late by so much. */
    advance: async (ms: number, lateMs = 0) => {
      const untilMs = nowMs + ms
      await settle()
      while (alarm !== undefined && alarm.atMs <= untilMs) {
        nowMs = Math.max(nowMs, alarm.atMs + lateMs)
        const { run } = alarm
        alarm = undefined
        run()
        await settle()
      }
      nowMs = Math.max(nowMs, untilMs)
    },
  }
}

function slotsFrom(startMs: number, count: number): Reservation {
  const slots = Array.from({ length: count }, (_, index) => ({
    databaseMs: startMs + index * 20.4,
    minute: 7,
  }))
  return { outcome: 'granted', slots, nextAtMs: startMs + count * 20.4 }
}

const background = { kind: 'background', perHour: undefined } as const
const interactive = { kind: 'interactive', perHour: undefined } as const

describe('Lane', () => {
  it('reserves for as many as wait, a chunk at most', async () => {
    const { lane, asks, advance } = aLane((ask, nowMs) => slotsFrom(nowMs + 5, ask.count))

    void lane.acquire(background)
    await advance(300)
    for (let caller = 0; caller < 7; caller += 1) void lane.acquire(background)
    await advance(300)

    // The first of the seven is asked for at once, before the others come.
    expect(asks.map((ask) => ask.count)).toEqual([1, 1, 5, 1])
  })

  it('gives an interactive caller the slot of a background one', async () => {
    const { lane, advance } = aLane((ask, nowMs) => slotsFrom(nowMs + 50, ask.count))
    const order: string[] = []
    void lane.acquire(background).then(() => order.push('background'))
    await advance(10)
    void lane.acquire(interactive).then(() => order.push('interactive'))

    await advance(300)

    expect(order).toEqual(['interactive', 'background'])
  })

  it('drops slots that it is too late for, instead of using them together', async () => {
    let asked = 0
    const { lane, returned, advance } = aLane((ask, nowMs) => {
      asked += 1
      return asked === 1 ? { outcome: 'later', atMs: nowMs + 10 } : slotsFrom(nowMs + 5, ask.count)
    })
    let gone = 0
    for (let caller = 0; caller < 5; caller += 1) void lane.acquire(background).then(() => (gone += 1))
    await advance(10)

    // Due after 5, 25, 46, 66 and 86 ms, 40 ms of lateness allowed; the process sleeps until 75.
    await advance(5, 70)
    expect(gone).toBe(2)
    await advance(2_000)
    expect(gone).toBe(5)
    expect(returned()).toBe(2)
  })

  it('never lets more than the limit go within a second, whatever was granted', async () => {
    const { lane, advance } = aLane((ask, nowMs) => ({
      outcome: 'granted',
      slots: Array.from({ length: ask.count }, () => ({ databaseMs: nowMs + 1, minute: 7 })),
      nextAtMs: nowMs,
    }))
    let gone = 0
    for (let caller = 0; caller < 80; caller += 1) void lane.acquire(interactive).then(() => (gone += 1))

    await advance(990)
    expect(gone).toBe(50)
    await advance(1_000)
    expect(gone).toBe(80)
  })

  it('turns away only those who have no slot', async () => {
    let asked = 0
    const { lane, advance } = aLane((ask, nowMs) => {
      asked += 1
      if (asked <= 2) return slotsFrom(nowMs + 30, 1)
      return { outcome: 'exhausted', resumesAtMs: nowMs + 60_000, waitMs: 60_000 }
    })

    const permits = Promise.all([1, 2, 3, 4].map(() => lane.acquire(background)))
    await advance(200)

    expect((await permits).map((permit) => permit.outcome)).toEqual(['go', 'go', 'exhausted', 'exhausted'])
  })

  it('uses no slot from before the end of a block, granted earlier or later', async () => {
    const { lane, returned, asks, advance } = aLane((ask, nowMs) =>
      nowMs < 1_400 && asks.length > 1 ? { outcome: 'later', atMs: 1_400 } : slotsFrom(nowMs + 50, ask.count),
    )
    let gone = 0
    void lane.acquire(background).then(() => (gone += 1))
    await advance(10)

    lane.block(1_400)
    await advance(380)
    expect([gone, returned()]).toEqual([0, 1])

    await advance(100)
    expect(gone).toBe(1)
  })

  it('tells its callers when the database fails, and asks again for the next', async () => {
    let asked = 0
    const { lane, advance } = aLane((ask, nowMs) => {
      asked += 1
      return asked === 1 ? new Error('the database is away') : slotsFrom(nowMs + 5, ask.count)
    })

    await expect(lane.acquire(background)).rejects.toThrow('the database is away')

    const next = lane.acquire(background)
    await advance(100)
    expect(await next).toMatchObject({ outcome: 'go' })
  })

  it('tells with its next reservation when its requests had surely arrived', async () => {
    const { lane, reported, advance } = aLane((ask, nowMs) => slotsFrom(nowMs + 50, ask.count))
    const first = lane.acquire(background)
    await advance(0)
    await advance(60, 4)
    const permit = await first
    if (permit.outcome === 'go') permit.answered(1_061)

    void lane.acquire(background)
    await advance(60)

    expect(reported).toMatchObject([{ slot: { databaseMs: 1_050 }, arrivedMs: expect.closeTo(1_061, 0) }])
  })

  it('turns away at the door when its line takes longer than 20 s', async () => {
    const { lane } = aLane((_ask, nowMs) => ({ outcome: 'later', atMs: nowMs + 100 }))
    const first = Array.from({ length: 1_000 }, () => lane.acquire(interactive))

    expect(await lane.acquire(interactive)).toMatchObject({ outcome: 'exhausted', retryAfterMs: 20_000 })
    void Promise.allSettled(first)
    await lane.close(new Error('the end'))
  })

  it('gives back the slot of a caller that went away, and is idle then', async () => {
    const { lane, returned, advance } = aLane((ask, nowMs) => slotsFrom(nowMs + 50, ask.count))
    const gaveUp = new AbortController()
    const waiting = lane.acquire({ ...background, signal: gaveUp.signal })
    await advance(10)
    expect(lane.isIdle()).toBe(false)

    gaveUp.abort(new Error('gave up'))

    await expect(waiting).rejects.toThrow('gave up')
    await advance(100)
    expect([returned(), lane.isIdle()]).toEqual([1, true])
    await expect(lane.acquire({ ...background, signal: gaveUp.signal })).rejects.toThrow('gave up')
  })
})
