import { createFaults } from '../shared/http/faults.ts'
import { createRequestLog } from '../shared/http/request-log.ts'
import { createWindowLimiter } from '../shared/http/window-limiter.ts'
import { createRandom } from '../shared/random.ts'
import type { ResolvedOptions } from './options.ts'
import { seedHuntflow } from './seed/seed-huntflow.ts'
import { createTokenStore } from './tokens.ts'
import type { World } from './world.ts'

export function createWorld(options: ResolvedOptions): World {
  const { quirks, clock, seed } = options
  const { state, random } = seedHuntflow(options)
  const chances = createRandom(seed + 2)
  return {
    options,
    quirks,
    clock,
    random,
    state,
    tokens: createTokenStore(createRandom(seed + 1), clock),
    requests: createRequestLog({ size: options.logSize, windowMs: 1000, check: options.checkRequest }),
    faults: createFaults(() => chances.unit()),
    limits: createWindowLimiter({
      most: options.requestsPerSecond,
      windowMs: 1000,
      kind: quirks.rateWindow,
    }),
    origin: '',
  }
}
