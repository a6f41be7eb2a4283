import { createFaults } from '../shared/http/faults.ts'
import { createRequestLog } from '../shared/http/request-log.ts'
import { createRandom } from '../shared/random.ts'
import { roleIn } from './http/authenticate.ts'
import { createRateLimits } from './http/limits.ts'
import type { ResolvedOptions } from './options.ts'
import { seedClickUp } from './seed/seed-clickup.ts'
import { createTokenStore } from './tokens.ts'
import { createDeliveryQueue } from './webhooks/delivery-queue.ts'
import type { World } from './world.ts'

export function createWorld(options: ResolvedOptions): World {
  const { quirks, clock, seed } = options
  const { state, random } = seedClickUp(options)
  const chances = createRandom(seed + 4)
  const world: World = {
    options,
    quirks,
    clock,
    random,
    state,
    tokens: createTokenStore(createRandom(seed + 3)),
    deliveries: createDeliveryQueue({
      options: options.webhooks,
      clock,
      random: createRandom(seed + 2),
      duplicateRate: quirks.duplicateRate,
      reorder: quirks.reorderBursts,
      successResetsFailCount: quirks.successResetsFailCount,
      logSize: options.logSize,
      isAlive: (webhook) =>
        state.webhooks.has(webhook.id) && roleIn(world, webhook.teamId, webhook.userId) !== undefined,
    }),
    requests: createRequestLog({ size: options.logSize, windowMs: 60_000, check: options.checkRequest }),
    faults: createFaults(() => chances.unit()),
    limits: createRateLimits({
      perMinute: options.requestsPerMinute,
      window: quirks.rateWindow,
      retryAfter: quirks.retryAfter,
    }),
    origin: '',
  }
  return world
}
