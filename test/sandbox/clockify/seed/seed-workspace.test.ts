import { describe, expect, it } from 'vitest'

import { DEFAULT_SIZE } from '../../../../server/sandbox/clockify/options.ts'
import { seedWorkspace } from '../../../../server/sandbox/clockify/seed/seed-workspace.ts'

const NOW = Date.parse('2026-11-20T10:00:00Z')

describe('seedWorkspace', () => {
  it('gives the same workspace for the same seed and another for another', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => seedWorkspace(seed, DEFAULT_SIZE, NOW).state)

    expect([...same!.timeEntries.values()]).toEqual([...one!.timeEntries.values()])
    expect(other!.workspaceId).not.toBe(one!.workspaceId)
  })

  it('has the asked size, different names, and ids that are used once', () => {
    const { state } = seedWorkspace(
      1,
      { ...DEFAULT_SIZE, users: 50, projects: 300, tasks: 5000, timeEntries: 20_000 },
      NOW,
    )

    expect([state.users.size, state.projects.size, state.tasks.size, state.timeEntries.size]).toEqual([
      50, 300, 5000, 20_000,
    ])
    for (const records of [state.users, state.projects, state.clients, state.tags]) {
      expect(new Set([...records.values()].map((record) => record.name)).size).toBe(records.size)
    }
    expect(state.running.size).toBeGreaterThan(0)
    for (const id of state.timeEntries.keys()) expect(id).toMatch(/^[0-9a-f]{24}$/)
  })

  it("keeps each user's entries newest first", () => {
    const { state } = seedWorkspace(1, DEFAULT_SIZE, NOW)

    for (const entries of state.entriesByUser.values()) {
      const starts = entries.map((entry) => entry.startMs)
      expect(starts).toEqual([...starts].sort((a, b) => b - a))
    }
  })
})
