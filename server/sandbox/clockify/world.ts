import type { Clock } from '../../shared/clock.ts'
import type { Faults } from '../shared/http/faults.ts'
import type { RequestRecorder } from '../shared/http/request-log.ts'
import type { Fault } from './http/faults.ts'
import type { RateLimits } from './http/limits.ts'
import type { LoggedRequest } from './http/request-log.ts'
import type { AddOn } from './lifecycle/add-on.ts'
import type { ResolvedOptions } from './options.ts'
import type { Quirks } from './quirks.ts'
import type { Random } from '../shared/random.ts'
import type { WorkspaceState } from './state/state.ts'
import type { Hosts } from './tokens/claims.ts'
import type { ReadToken } from './tokens/read-token.ts'
import type { TokenSigner } from './tokens/sign-token.ts'
import type { DeliveryQueue } from './webhooks/delivery-queue.ts'
import type { UserWebhook } from './webhooks/user-webhook.ts'

/** Everything that one sandbox consists of; passed to every part of it. */
export interface World {
  readonly options: ResolvedOptions
  readonly quirks: Quirks
  readonly clock: Clock
  readonly random: Random
  readonly state: WorkspaceState
  readonly signer: TokenSigner
  readonly readToken: ReadToken
  /** API key -> user id. */
  readonly apiKeys: Map<string, string>
  readonly addOn: AddOn
  readonly userWebhooks: Map<string, UserWebhook>
  readonly deliveries: DeliveryQueue
  readonly requests: RequestRecorder<LoggedRequest>
  readonly faults: Faults<Fault>
  readonly limits: RateLimits
  /** Work that nobody waits for but flush(). */
  readonly background: (work: Promise<unknown>) => void
  /** Known once the server listens. */
  hosts: Hosts
}

export function nowMs(world: World): number {
  return world.clock.now().getTime()
}
