import type { Clock } from '../../shared/clock.ts'
import type { Faults } from '../shared/http/faults.ts'
import type { RequestRecorder } from '../shared/http/request-log.ts'
import type { Random } from '../shared/random.ts'
import type { ClickUpFault } from './http/faults.ts'
import type { RateLimits } from './http/limits.ts'
import type { LoggedRequest } from './http/request-log.ts'
import type { ResolvedOptions } from './options.ts'
import type { Quirks } from './quirks.ts'
import type { ClickUpState } from './state/state.ts'
import type { TokenStore } from './tokens.ts'
import type { DeliveryQueue } from './webhooks/delivery-queue.ts'

/** Everything that one sandbox consists of; passed to every part of it. */
export interface World {
  readonly options: ResolvedOptions
  readonly quirks: Quirks
  readonly clock: Clock
  readonly random: Random
  readonly state: ClickUpState
  readonly tokens: TokenStore
  readonly deliveries: DeliveryQueue
  readonly requests: RequestRecorder<LoggedRequest>
  readonly faults: Faults<ClickUpFault>
  readonly limits: RateLimits
  /** Known once the server listens. */
  origin: string
}

export function nowMs(world: World): number {
  return world.clock.now().getTime()
}
