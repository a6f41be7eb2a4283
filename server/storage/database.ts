import type { Db } from './db.ts'

/** Stops listening. */
export type Unlisten = () => Promise<void>

/** Connections: how many there may be, are in use, are open and free; and the callers that wait for one. */
export interface DatabaseLoad {
  readonly size: number
  readonly inUse: number
  readonly idle: number
  readonly waiting: number
}

/** An open database: the same for the embedded one and a server. */
export interface DatabaseHandle {
  readonly kind: 'embedded' | 'server'
  readonly db: Db
  /** The same, before whoever waits for it: for what is soon done and of no use late. */
  readonly urgentDb: Db
  /** Calls back for each NOTIFY on the channel, from any process; payloads are at most 8,000 bytes. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<Unlisten>
  /** Rejects while the database does not answer. */
  check(): Promise<void>
  load(): DatabaseLoad
  close(): Promise<void>
}
