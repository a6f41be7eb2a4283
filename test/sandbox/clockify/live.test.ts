import { describe, expect, it } from 'vitest'

import { createWorld } from '../../../server/sandbox/clockify/create-world.ts'
import { liveStep } from '../../../server/sandbox/clockify/live.ts'
import { resolveOptions } from '../../../server/sandbox/clockify/options.ts'
import { createRandom } from '../../../server/sandbox/shared/random.ts'
import { sharedKeys, SMALL } from './installed-sandbox.ts'

describe('liveStep', () => {
  it('keeps a workspace changing for a long time: one timer a person, lists in order, no refusal', async () => {
    let nowMs = Date.parse('2026-11-20T10:00:00Z')
    const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs }
    const options = resolveOptions({ size: SMALL, clock, quirks: { entriesNeedProject: true } })
    const world = createWorld({ options, keys: await sharedKeys(), background: () => undefined })
    const random = createRandom(3)

    for (let step = 0; step < 2000; step += 1) {
      nowMs += 1000
      liveStep(world, random)
    }

    const { state } = world
    for (const entries of state.entriesByUser.values()) {
      const starts = entries.map((entry) => entry.startMs)
      expect(starts).toEqual([...starts].sort((a, b) => b - a))
      expect(entries.filter((entry) => entry.endMs === null).length).toBeLessThanOrEqual(1)
    }
    expect(state.tasks.size).toBeGreaterThan(SMALL.tasks)
    expect(state.timeEntries.size).toBeGreaterThan(SMALL.timeEntries)
    expect(state.changes.length).toBeGreaterThan(100)
  })
})
