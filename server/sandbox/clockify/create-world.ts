import { createFaults } from '../shared/http/faults.ts'
import { createRequestLog } from '../shared/http/request-log.ts'
import { createRateLimits } from './http/limits.ts'
import type { ResolvedOptions } from './options.ts'
import { createRandom } from '../shared/random.ts'
import { seedWorkspace } from './seed/seed-workspace.ts'
import type { SandboxKeys } from './tokens/keys.ts'
import { createTokenReader } from './tokens/read-token.ts'
import { createTokenSigner } from './tokens/sign-token.ts'
import { createDeliveryQueue } from './webhooks/delivery-queue.ts'
import type { World } from './world.ts'

export interface WorldParts {
  readonly options: ResolvedOptions
  readonly keys: SandboxKeys
  readonly background: World['background']
}

export function createWorld({ options, keys, background }: WorldParts): World {
  const { quirks, clock } = options
  const { state, random } = seedWorkspace(options.seed, options.size, clock.now().getTime())
  return {
    options,
    quirks,
    clock,
    random,
    state,
    signer: createTokenSigner(keys),
    readToken: createTokenReader(keys, clock),
    apiKeys: new Map(),
    addOn: { installation: undefined, settings: undefined },
    userWebhooks: new Map(),
    deliveries: createDeliveryQueue({
      options: options.webhooks,
      clock,
      random: createRandom(options.seed + 2),
      duplicateRate: quirks.duplicateRate,
      reorder: quirks.reorderBursts,
      newKeyPerAttempt: quirks.newIdempotencyKeyPerAttempt,
      logSize: options.logSize,
    }),
    requests: createRequestLog({ size: options.logSize, windowMs: 1000, check: () => [] }),
    faults: createFaults(() => 0),
    limits: createRateLimits({ limits: options.limits, plan: options.plan, retryAfter: quirks.retryAfter }),
    background,
    hosts: hostsAt(''),
  }
}

export function hostsAt(origin: string): World['hosts'] {
  return {
    backendUrl: `${origin}/api`,
    reportsUrl: `${origin}/report`,
    locationsUrl: `${origin}/locations`,
    screenshotsUrl: `${origin}/screenshots`,
    ptoUrl: `${origin}/pto`,
  }
}
