import { Agent } from 'undici'

import { createFaults } from '../shared/http/faults.ts'
import { createRequestLog } from '../shared/http/request-log.ts'
import { createRandom } from '../shared/random.ts'
import { createRateLimits } from './http/limits.ts'
import type { ResolvedOptions } from './options.ts'
import { seedSlack } from './seed/seed-slack.ts'
import type { World } from './world.ts'

export function createWorld(options: ResolvedOptions): World {
  const { quirks, clock, seed } = options
  const random = createRandom(seed)
  const chances = createRandom(seed + 1)
  return {
    options,
    quirks,
    clock,
    random,
    state: seedSlack(options, random),
    requests: createRequestLog({ size: options.logSize, windowMs: 1_000, check: () => [] }),
    faults: createFaults(() => chances.unit()),
    limits: createRateLimits(options),
    agent: new Agent(),
    clicks: new Set(),
    lastClick: undefined,
    origin: '',
  }
}
