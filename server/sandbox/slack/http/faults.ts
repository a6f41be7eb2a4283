import type { Fault } from '../../shared/http/faults.ts'

export interface SlackFault extends Fault {
  /** 429 as the real one; the number is what Retry-After says. */
  readonly retryAfterSeconds?: number
  /** One of Slack's own words, answered with 200. */
  readonly error?: string
}
