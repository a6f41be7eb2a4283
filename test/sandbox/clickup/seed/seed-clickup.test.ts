import { describe, expect, it } from 'vitest'

import { resolveOptions } from '../../../../server/sandbox/clickup/options.ts'
import { seedClickUp } from '../../../../server/sandbox/clickup/seed/seed-clickup.ts'

const clock = { now: () => new Date('2026-11-20T10:00:00Z'), monotonicMs: () => 0 }
const seeded = (seed: number, tasks = 120) =>
  seedClickUp(resolveOptions({ seed, clock, size: { tasks } })).state

describe('the seeded Workspace', () => {
  it('is the same for the same seed, id for id', () => {
    const [one, again, other] = [seeded(7), seeded(7), seeded(8)]

    expect([...one.tasks.keys()]).toEqual([...again.tasks.keys()])
    expect([...one.lists.keys()]).not.toEqual([...other.lists.keys()])
  })

  it('has as many tasks as asked for, dealt out evenly, and no id twice', () => {
    const state = seeded(1, 10_000)
    const { foreign } = state
    const sizes = [...state.tasksByList]
      .filter(([id]) => id !== foreign.listId)
      .map(([, tasks]) => tasks.size)

    // One more lies in the foreign Workspace.
    expect(state.tasks.size).toBe(10_001)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  })

  it('has tasks of every kind in every list', () => {
    const state = seeded(1, 900)
    for (const [id, tasks] of state.tasksByList) {
      if (id === state.foreign.listId) continue
      const all = [...tasks]
      const kinds = [
        all.some(({ parentId }) => parentId !== null),
        all.some(({ closedMs }) => closedMs !== null),
        all.some(({ archived }) => archived),
        all.some(({ tags }) => tags.length > 0),
        all.some(({ priority }) => priority !== null),
      ]

      expect(kinds).toEqual([true, true, true, true, true])
    }
  })

  it('has a field of every type', () => {
    const types = new Set([...seeded(1).fields.values()].map(({ type }) => type))

    expect(types.size).toBe(20)
  })
})
