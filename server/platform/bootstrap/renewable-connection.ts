import type { Clock } from '../../shared/clock.ts'
import type { Connection } from '../connections/index.ts'

/** A connection for long work: opened anew now and then, because tokens change with every installation. */
export interface RenewableConnection {
  current(): Promise<Connection>
  /** One that was opened after `seen`. */
  renewAfter(seen: Connection): Promise<Connection>
}

const KEEP_MS = 30_000

export function renewable(clock: Clock, open: () => Promise<Connection>): RenewableConnection {
  let held: { readonly opening: Promise<Connection>; readonly atMs: number } | undefined

  function reopen(): Promise<Connection> {
    const opening = open()
    held = { opening, atMs: clock.monotonicMs() }
    return opening
  }

  return {
    current: async () => {
      const isFresh = held !== undefined && clock.monotonicMs() - held.atMs < KEEP_MS
      return isFresh && held ? held.opening : reopen()
    },
    renewAfter: async (seen) => {
      const newest = await held?.opening
      return newest === undefined || newest === seen ? reopen() : newest
    },
  }
}
