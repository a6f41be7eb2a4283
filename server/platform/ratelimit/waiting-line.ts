import type { RequestKind } from './budget.ts'

/** One request may leave at once, and tells when the answer began, on the monotonic clock; or the workspace's requests are used up until `resumesAt` (the database's time). */
export type Permit =
  | { readonly outcome: 'go'; readonly answered: (atMs: number) => void }
  | { readonly outcome: 'exhausted'; readonly resumesAt: Date; readonly retryAfterMs: number }

export interface Waiter {
  readonly kind: RequestKind
  readonly sinceMs: number
  readonly resolve: (permit: Permit) => void
  readonly reject: (reason: unknown) => void
}

/** Callers that wait: interactive ones first, each kind in its order of coming. */
export interface WaitingLine {
  readonly count: () => number
  add(waiter: Waiter): void
  remove(waiter: Waiter): void
  takeNext(): Waiter | undefined
  /** How many of the kind go without, when that many slots are on hand. */
  missing(kind: RequestKind, slots: number): number
  /** Removes and returns those. */
  takeMissing(kind: RequestKind, slots: number): readonly Waiter[]
  takeAll(): readonly Waiter[]
}

export function createWaitingLine(): WaitingLine {
  const lines: Record<RequestKind, Waiter[]> = { interactive: [], background: [] }

  function missing(kind: RequestKind, slots: number): number {
    const left = kind === 'interactive' ? slots : Math.max(0, slots - lines.interactive.length)
    return Math.max(0, lines[kind].length - left)
  }

  return {
    count: () => lines.interactive.length + lines.background.length,
    add: (waiter) => {
      lines[waiter.kind].push(waiter)
    },
    remove: (waiter) => {
      lines[waiter.kind] = lines[waiter.kind].filter((other) => other !== waiter)
    },
    takeNext: () => lines.interactive.shift() ?? lines.background.shift(),
    missing,
    takeMissing: (kind, slots) => {
      const count = missing(kind, slots)
      return lines[kind].splice(lines[kind].length - count, count)
    },
    takeAll: () => [...lines.interactive.splice(0), ...lines.background.splice(0)],
  }
}
