import type { Fault } from '../../shared/http/faults.ts'
import type { RateReason } from './limits.ts'

export interface AtlassianFault extends Fault {
  /** 429 as Cloud gives it, for this reason. */
  readonly rateLimited?: { readonly reason: RateReason; readonly retryAfterSeconds: number }
  /** 409 in the form of whatever is asked, as if somebody had been quicker. */
  readonly conflict?: boolean
}
