import { describe, expect, it } from 'vitest'
import { applyRefusal, blockMsOf } from '../../../server/platform/ratelimit/apply-refusal.ts'
import { applyReports } from '../../../server/platform/ratelimit/apply-reports.ts'
import { bookUsed, minuteOf } from '../../../server/platform/ratelimit/hour.ts'
import { paceOf } from '../../../server/platform/ratelimit/pace.ts'
import { newRateRow, type RateRow } from '../../../server/platform/ratelimit/rate-row.ts'

const nowMs = 1_800_000_000_000
const minute = minuteOf(nowMs)
const HOUR_MS = 3_600_000

function withUsed(count: number): RateRow {
  return { ...newRateRow, hour: bookUsed(newRateRow.hour, minute, count) }
}

/** The row after so many slots were given back. */
function withUnused(row: RateRow, count: number, at: number): RateRow {
  const unused = { slot: { databaseMs: nowMs, minute }, arrivedMs: undefined }
  return applyReports(
    row,
    Array.from({ length: count }, () => unused),
    { nowMs: at, pace: paceOf({ count: 50, ms: 1_000 }) },
  )
}

/** One refusal after another, each right after the block of the one before. */
function refusedInARow(row: RateRow, times: number): RateRow {
  let at = nowMs
  let refused = row
  for (let time = 0; time < times; time += 1) {
    refused = applyRefusal(refused, { nowMs: at, retryAfterMs: undefined, learnsHourly: true })
    at = refused.blockedUntilMs!
  }
  return refused
}

describe('blockMsOf', () => {
  it('doubles from one second to one minute when nothing is asked for', () => {
    const blocks = [1, 2, 3, 4, 5, 6, 7, 50].map((refusals) => blockMsOf(undefined, refusals) / 1000)

    expect(blocks).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  })

  it('does what is asked for, an hour at most, and treats zero as nothing', () => {
    expect(blockMsOf(2_500, 6)).toBe(2_500)
    expect(blockMsOf(1e15, 1)).toBe(HOUR_MS)
    expect(blockMsOf(0, 2)).toBe(2_000)
  })
})

describe('applyRefusal', () => {
  it('counts refusals of one block once and keeps the longest wait', () => {
    const first = applyRefusal(withUsed(100), { nowMs, retryAfterMs: undefined, learnsHourly: true })
    const second = applyRefusal(first, { nowMs: nowMs + 10, retryAfterMs: undefined, learnsHourly: true })
    const third = applyRefusal(second, { nowMs: nowMs + 20, retryAfterMs: 5_000, learnsHourly: true })
    const fourth = applyRefusal(third, { nowMs: nowMs + 30, retryAfterMs: 1_000, learnsHourly: true })

    expect([first, second, third, fourth].map((row) => row.refusals)).toEqual([1, 1, 1, 1])
    expect([first, second, third, fourth].map((row) => row.blockedUntilMs! - nowMs)).toEqual([
      1_000, 1_000, 5_020, 5_020,
    ])
  })

  it('forgets refusals long ago', () => {
    const old = { ...withUsed(5), refusals: 6, blockedUntilMs: nowMs - 700_000 }

    expect(applyRefusal(old, { nowMs, retryAfterMs: undefined, learnsHourly: true }).refusals).toBe(1)
  })

  it('learns what passed within the hour from a Retry-After of more than a minute', () => {
    const row = applyRefusal(withUsed(31), { nowMs, retryAfterMs: 600_000, learnsHourly: true })

    expect(row.learned).toEqual({ perHour: 30, atMs: nowMs, untilMs: nowMs + 24 * HOUR_MS })
  })

  it('corrects it by requests refused together and by slots that nobody used', () => {
    let row = applyRefusal(withUsed(50), { nowMs, retryAfterMs: 600_000, learnsHourly: true })
    for (let index = 1; index <= 9; index += 1)
      row = applyRefusal(row, { nowMs: nowMs + index, retryAfterMs: undefined, learnsHourly: true })
    row = withUnused(row, 10, nowMs + 20)

    expect(row.learned?.perHour).toBe(30)
  })

  it('never learns less than one', () => {
    expect(
      applyRefusal(newRateRow, { nowMs, retryAfterMs: 600_000, learnsHourly: true }).learned?.perHour,
    ).toBe(1)
  })

  it('learns nothing from a short refusal', () => {
    expect(
      applyRefusal(withUsed(31), { nowMs, retryAfterMs: 30_000, learnsHourly: true }).learned,
    ).toBeUndefined()
    expect(refusedInARow(withUsed(31), 4).learned).toBeUndefined()
  })

  it('guesses for an hour after five blocks in a row with few requests', () => {
    const row = refusedInARow(withUsed(35), 5)

    expect(row.learned?.perHour).toBe(30)
    expect(row.learned!.untilMs - row.learned!.atMs).toBe(HOUR_MS)
    expect(refusedInARow(withUsed(5_000), 5).learned).toBeUndefined()
  })

  it('does not let unused slots of another day lower a learned budget', () => {
    const learned = { perHour: 30, atMs: nowMs - HOUR_MS, untilMs: nowMs + HOUR_MS }
    const refused = applyRefusal(
      { ...withUsed(6), learned },
      { nowMs, retryAfterMs: undefined, learnsHourly: true },
    )

    expect(withUnused(refused, 3, nowMs).learned).toEqual(learned)
  })
})
