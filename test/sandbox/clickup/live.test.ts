import { describe, expect, it } from 'vitest'

import { createWorld } from '../../../server/sandbox/clickup/create-world.ts'
import { liveStep } from '../../../server/sandbox/clickup/live.ts'
import { resolveOptions } from '../../../server/sandbox/clickup/options.ts'
import { createRandom } from '../../../server/sandbox/shared/random.ts'

describe('liveStep', () => {
  it('keeps changing tasks, and adds some', () => {
    const world = createWorld(resolveOptions({ size: { tasks: 50 } }))
    const before = world.state.tasks.size
    const random = createRandom(3)

    for (let count = 0; count < 100; count += 1) liveStep(world, random)

    expect(world.state.tasks.size).toBeGreaterThan(before)
    expect(world.state.comments.size).toBeGreaterThan(0)
  })
})
