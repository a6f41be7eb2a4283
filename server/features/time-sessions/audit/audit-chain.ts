import { createHash } from 'node:crypto'

/** One field of a session, before and after. */
export interface Change {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** Who did it; Clockify's events do not say who caused them. */
export interface AuditActor {
  readonly type: 'user' | 'api-key' | 'unknown' | 'system'
  readonly id: string | null
}

/** An entry without its place in the chain. */
export interface AuditDraft {
  readonly id: string
  readonly at: Date
  readonly actor: AuditActor
  readonly action: string
  readonly sessionId: string | null
  readonly eventId: string | null
  readonly changes: readonly Change[]
  readonly note: string | null
}

/** As it is stored: JSON as the text that was hashed. */
export interface ChainedEntry {
  readonly seq: number
  readonly id: string
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly sessionId: string | null
  readonly eventId: string | null
  readonly changes: string
  readonly note: string | null
  readonly previousHash: Buffer
  readonly hash: Buffer
}

export interface ChainEnd {
  readonly seq: number
  readonly hash: Buffer
}

/** Where a chain begins: each workspace's at another place, so that entries cannot be moved between them. */
export function chainStart(workspaceId: string): ChainEnd {
  return { seq: 0, hash: createHash('sha256').update(`switchyard/audit/${workspaceId}`).digest() }
}

/** The drafts one behind the other at the end of a chain. */
export function chainOn(end: ChainEnd, drafts: readonly AuditDraft[]): readonly ChainedEntry[] {
  const chained: ChainedEntry[] = []
  let last = end
  for (const { actor, changes, ...draft } of drafts) {
    const entry = {
      ...draft,
      seq: last.seq + 1,
      actor: JSON.stringify(actor),
      changes: JSON.stringify(changes),
      previousHash: last.hash,
    }
    last = { seq: entry.seq, hash: hashOf(entry) }
    chained.push({ ...entry, hash: last.hash })
  }
  return chained
}

/** The number of the first entry that does not follow from the one before it, and where the chain ends otherwise. */
export function followChain(
  from: ChainEnd,
  entries: Iterable<ChainedEntry>,
): { readonly firstBadSeq: number | null; readonly end: ChainEnd } {
  let end = from
  for (const entry of entries) {
    const follows =
      entry.seq === end.seq + 1 && entry.previousHash.equals(end.hash) && entry.hash.equals(hashOf(entry))
    if (!follows) return { firstBadSeq: end.seq + 1, end }
    end = { seq: entry.seq, hash: entry.hash }
  }
  return { firstBadSeq: null, end }
}

function hashOf(entry: Omit<ChainedEntry, 'hash'>): Buffer {
  const { seq, id, at, actor, action, sessionId, eventId, changes, note, previousHash } = entry
  return createHash('sha256')
    .update(previousHash)
    .update(JSON.stringify([seq, id, at.toISOString(), actor, action, sessionId, eventId, changes, note]))
    .digest()
}
