import type { Fault } from '../../shared/http/faults.ts'

export interface HuntflowFault extends Fault {
  /** 429 as the real one. */
  readonly rateLimited?: boolean
}
