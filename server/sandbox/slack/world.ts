import type { Agent } from 'undici'

import type { Clock } from '../../shared/clock.ts'
import type { Faults } from '../shared/http/faults.ts'
import type { RequestRecorder } from '../shared/http/request-log.ts'
import type { Random } from '../shared/random.ts'
import type { Underway } from '../shared/underway.ts'
import type { SlackFault } from './http/faults.ts'
import type { RateLimits } from './http/limits.ts'
import type { LoggedRequest } from './http/request-log.ts'
import type { ResolvedOptions } from './options.ts'
import type { Quirks } from './quirks.ts'
import type { SlackState } from './state/state.ts'

/** Everything that one sandbox consists of; passed to every part of it. */
export interface World {
  readonly options: ResolvedOptions
  readonly quirks: Quirks
  readonly clock: Clock
  readonly random: Random
  readonly state: SlackState
  readonly requests: RequestRecorder<LoggedRequest>
  readonly faults: Faults<SlackFault>
  readonly limits: RateLimits
  /** By which clicks leave. */
  readonly agent: Agent
  /** Clicks on the page that are still under way. */
  readonly clicks: Underway
  /** What the page shows of the last click. */
  lastClick: string | undefined
  /** Known once the server listens. */
  origin: string
}

export function nowMs(world: World): number {
  return world.clock.now().getTime()
}
