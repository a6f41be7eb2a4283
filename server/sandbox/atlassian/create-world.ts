import { createFaults } from '../shared/http/faults.ts'
import { createRequestLog } from '../shared/http/request-log.ts'
import { createRandom } from '../shared/random.ts'
import { createRateLimits } from './http/limits.ts'
import type { ResolvedOptions } from './options.ts'
import { seedConfluence } from './seed/seed-confluence.ts'
import { seedJira } from './seed/seed-jira.ts'
import { seedPeople } from './seed/seed-people.ts'
import { makeUuid } from './state/ids.ts'
import { emptyState } from './state/state.ts'
import { createTokenStore } from './tokens.ts'
import type { World } from './world.ts'

export function createWorld(options: ResolvedOptions): World {
  const { quirks, clock, seed, size } = options
  const random = createRandom(seed)
  const chances = createRandom(seed + 4)
  const world: World = {
    options,
    quirks,
    clock,
    random,
    state: emptyState({ cloudId: makeUuid(random), serverId: makeUuid(random) }),
    tokens: createTokenStore(createRandom(seed + 3)),
    requests: createRequestLog({ size: options.logSize, windowMs: 1000, check: options.checkRequest }),
    faults: createFaults(() => chances.unit()),
    limits: createRateLimits(options),
    origins: { cloud: '', dataCenterJira: '', dataCenterConfluence: '' },
  }
  const context = { world: beforeNow(world), random, size }
  seedPeople(context)
  seedJira(context)
  seedConfluence(context)
  return world
}

const HOUR_MS = 3_600_000

/** What is seeded is an hour old, so that every search finds it. */
function beforeNow(world: World): World {
  const { clock } = world
  const then = { ...clock, now: () => new Date(clock.now().getTime() - HOUR_MS) }
  return { ...world, clock: then }
}
