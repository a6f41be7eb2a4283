import type { Db } from './db.ts'

/** Stops listening. */
export type Unlisten = () => Promise<void>

/** An open database: the same for the embedded one and a server. */
export interface DatabaseHandle {
  readonly kind: 'embedded' | 'server'
  readonly db: Db
  /** Calls back for each NOTIFY on the channel, from any process; payloads are at most 8,000 bytes. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<Unlisten>
  /** Rejects while the database does not answer. */
  check(): Promise<void>
  /** Connections in use and callers waiting for one. */
  load(): { readonly inUse: number; readonly waiting: number }
  close(): Promise<void>
}
