import type { Fault } from '../../shared/http/faults.ts'

export interface ClickUpFault extends Fault {
  /** 429 as the real one; the reset may lie in the past or far ahead. */
  readonly rateLimited?: { readonly resetInSeconds: number }
  /** Answer this page whatever page was asked for. */
  readonly repeatPage?: number
}
