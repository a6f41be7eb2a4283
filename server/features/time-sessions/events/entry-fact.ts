/** What Clockify says of a time entry, as far as a session is made of it. Times are ISO 8601, UTC. */
export interface EntrySnapshot {
  readonly description: string
  readonly userId: string
  readonly userName: string | null
  readonly projectId: string | null
  readonly projectName: string | null
  readonly taskId: string | null
  readonly taskName: string | null
  readonly billable: boolean
  readonly startedAt: string
  /** Null while it runs. */
  readonly endedAt: string | null
  readonly timeZone: string | null
  /** Seconds east of UTC. */
  readonly offsetStart: number | null
  readonly offsetEnd: number | null
}

export type FactKind =
  | 'started'
  | 'stopped'
  | 'added'
  | 'split'
  | 'updated'
  | 'deleted'
  | 'restored'
  | 'fetched'
  | 'gone'
  // By hand, here.
  | 'corrected'
  | 'removed'

/** One thing that was said of an entry; the same said again is the same fact. */
export interface EntryFact {
  readonly kind: FactKind
  /** Of the snapshot: facts of one kind and hash are one. */
  readonly hash: string
  /** When it was heard; for what was fetched, when it was asked for. */
  readonly at: Date
  readonly entry: EntrySnapshot
  /** Of an answer of Clockify and of what was done by hand: `kind hash` of all that had been heard before. */
  readonly knows: readonly string[]
}

export function nameOf({ kind, hash }: Pick<EntryFact, 'kind' | 'hash'>): string {
  return `${kind} ${hash}`
}
