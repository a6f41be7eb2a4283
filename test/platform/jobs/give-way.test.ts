import { describe, expect, it } from 'vitest'
import { gatherMs, partOfBatch } from '../../../server/platform/jobs/give-way.ts'

describe('gatherMs', () => {
  it('lets a full batch be followed at once only where nothing urgent comes', () => {
    const last = { wasFull: true, tookMs: 20 }

    expect((['none', 'some', 'high'] as const).map((pressure) => gatherMs(pressure, last))).toEqual([
      0, 25, 125,
    ])
    expect(gatherMs('none', { ...last, wasFull: false })).toBe(100)
  })

  it('rests the longer, the longer the last batch took while something urgent waited', () => {
    const restsMs = [10, 50, 100, 60_000].map((tookMs) => gatherMs('high', { wasFull: true, tookMs }))

    expect(restsMs).toEqual([125, 200, 400, 1_000])
    expect(gatherMs('some', { wasFull: true, tookMs: 60_000 })).toBe(25)
  })
})

describe('partOfBatch', () => {
  it('makes batches small on a server while something urgent comes, never where all share one connection', () => {
    const parts = (['none', 'some', 'high'] as const).map((pressure) => [
      partOfBatch(pressure, 'server'),
      partOfBatch(pressure, 'embedded'),
    ])

    expect(parts).toEqual([
      [1, 1],
      [1 / 4, 1],
      [1 / 4, 1],
    ])
  })
})
