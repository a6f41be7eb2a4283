import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDatabaseClock } from '../../../server/platform/ratelimit/database-clock.ts'

const databaseStart = 1_800_000_000_000

describe('createDatabaseClock', () => {
  it('keeps the reading whose answer travelled fastest', () => {
    const clock = createDatabaseClock()

    clock.observe({ sentMs: 1_000, receivedMs: 1_003, databaseMs: databaseStart + 1_001 })
    clock.observe({ sentMs: 1_100, receivedMs: 1_190, databaseMs: databaseStart + 1_101 })

    expect(clock.toMonotonic(databaseStart + 1_200)).toBeCloseTo(1_202, 0)
  })

  it('follows when the database clock is set, forward or back', () => {
    const clock = createDatabaseClock()
    clock.observe({ sentMs: 1_000, receivedMs: 1_002, databaseMs: databaseStart + 1_001 })

    clock.observe({ sentMs: 2_000, receivedMs: 2_002, databaseMs: databaseStart + 2_001 - 90_000 })
    expect(clock.toMonotonic(databaseStart + 3_000 - 90_000)).toBeCloseTo(3_001, 0)

    clock.observe({ sentMs: 4_000, receivedMs: 4_002, databaseMs: databaseStart + 4_001 + 90_000 })
    expect(clock.toMonotonic(databaseStart + 5_000 + 90_000)).toBeCloseTo(5_001, 0)
  })

  it('never places a time earlier than it is, whatever the delays', () => {
    const reading = fc.record({ pauseMs: fc.nat(500), goMs: fc.nat(80), backMs: fc.nat(80) })

    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 50 }), (readings) => {
        const clock = createDatabaseClock()
        let nowMs = 0
        let fastestMs = Infinity
        for (const { pauseMs, goMs, backMs } of readings) {
          const sentMs = nowMs + pauseMs
          nowMs = sentMs + goMs + backMs
          fastestMs = Math.min(fastestMs, backMs)
          clock.observe({ sentMs, receivedMs: nowMs, databaseMs: databaseStart + sentMs + goMs })

          const errorMs = clock.toMonotonic(databaseStart + nowMs) - nowMs
          expect(errorMs).toBeGreaterThanOrEqual(-0.01)
          expect(errorMs).toBeLessThanOrEqual(fastestMs + nowMs * 0.0005 + 0.01)
          expect(clock.toLatestDatabase(nowMs)).toBeGreaterThanOrEqual(databaseStart + nowMs - 0.01)
        }
      }),
    )
  })
})
