import type { Clock } from '../../shared/clock.ts'
import type { Faults } from '../shared/http/faults.ts'
import type { RequestRecorder } from '../shared/http/request-log.ts'
import type { Random } from '../shared/random.ts'
import type { AtlassianFault } from './http/faults.ts'
import type { RateLimits } from './http/limits.ts'
import type { LoggedRequest } from './http/request-log.ts'
import type { ResolvedOptions } from './options.ts'
import type { Quirks } from './quirks.ts'
import type { AtlassianState } from './state/state.ts'
import type { TokenStore } from './tokens.ts'

/** The addresses that go into links; known when the servers listen. */
export interface Origins {
  cloud: string
  dataCenterJira: string
  dataCenterConfluence: string
}

/** One Jira and one Confluence, answered in two dialects. */
export interface World {
  readonly options: ResolvedOptions
  readonly quirks: Quirks
  readonly clock: Clock
  readonly random: Random
  readonly state: AtlassianState
  readonly tokens: TokenStore
  readonly requests: RequestRecorder<LoggedRequest>
  readonly faults: Faults<AtlassianFault>
  readonly limits: RateLimits
  readonly origins: Origins
}
