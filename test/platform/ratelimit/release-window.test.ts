import { describe, expect, it } from 'vitest'
import { createReleaseWindow } from '../../../server/platform/ratelimit/release-window.ts'

describe('createReleaseWindow', () => {
  it('opens when the oldest of a full second has left it', () => {
    const window = createReleaseWindow({ count: 3, ms: 1_000 })
    for (const at of [100, 200, 300]) window.record(at)

    expect(window.opensAt(1_099)).toBe(1_100)
    expect(window.opensAt(1_100)).toBe(1_100)
    expect([window.isEmpty(1_299), window.isEmpty(1_300)]).toEqual([false, true])
  })
})
