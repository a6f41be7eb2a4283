import type { RequestKind } from './budget.ts'
import type { Permit, Waiter } from './waiting-line.ts'

interface WaiterParts {
  readonly kind: RequestKind
  readonly sinceMs: number
  readonly signal: AbortSignal | undefined
  /** The caller gave up: the waiter must leave the line. */
  readonly onAbort: (waiter: Waiter) => void
}

/** A caller's place in the line, and the promise that it waits on. */
export function newWaiter(parts: WaiterParts): { readonly waiter: Waiter; readonly permit: Promise<Permit> } {
  const { signal } = parts
  let settle: { resolve: (permit: Permit) => void; reject: (reason: unknown) => void } | undefined
  const permit = new Promise<Permit>((resolve, reject) => {
    settle = { resolve, reject }
  })
  const abort = (): void => {
    settle?.reject(signal?.reason)
    parts.onAbort(waiter)
  }
  const waiter: Waiter = {
    kind: parts.kind,
    sinceMs: parts.sinceMs,
    resolve: (outcome) => {
      signal?.removeEventListener('abort', abort)
      settle?.resolve(outcome)
    },
    reject: (reason) => {
      signal?.removeEventListener('abort', abort)
      settle?.reject(reason)
    },
  }
  signal?.addEventListener('abort', abort, { once: true })
  return { waiter, permit }
}
