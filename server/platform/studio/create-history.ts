import { alongWithNext, inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { GroupCommit } from '../../storage/group-commit.ts'
import { insertApiCalls, type NewApiCall } from './api-call.store.ts'
import { upsertDrift, type SeenDrift } from './api-drift.store.ts'
import type { Drift } from './drift-of.ts'

/** A call, and where its answer differs from the document. */
export interface HistoryEntry {
  readonly call: NewApiCall
  readonly drift: readonly Drift[]
}

export type History = Pick<GroupCommit<HistoryEntry, true>, 'push'>

const MOST_AT_ONCE = 64
const MOST_CHARACTERS = 1_000_000

/** The way of calls into the history: what ends while others of the workspace are stored is stored together. */
export function createHistory(db: Db): History {
  return new GroupCommit<HistoryEntry, true>({
    commit: async (workspaceId, entries) => {
      await store(db, { workspaceId }, entries)
      return entries.map(() => true)
    },
    keyOf: ({ call }) => call.id,
    bytesOf: ({ call }) => call.request.length + (call.response?.length ?? 0),
    inFlight: 4,
    maxBatch: MOST_AT_ONCE,
    maxBatchBytes: MOST_CHARACTERS,
    // Each waits with its caller, whose answer is in memory anyway.
    maxWaiting: Infinity,
    maxWaitingBytes: Infinity,
  })
}

async function store(
  db: Db,
  scope: { readonly workspaceId: string },
  entries: readonly HistoryEntry[],
): Promise<void> {
  const seen = seenIn(entries)
  await inWorkspaceAtOnce(db, scope, async (tx) => {
    if (seen.length > 0) await alongWithNext(tx, () => upsertDrift(tx, scope, seen))
    await insertApiCalls(
      tx,
      scope,
      entries.map(({ call }) => call),
    )
  })
}

function seenIn(entries: readonly HistoryEntry[]): readonly SeenDrift[] {
  const seen = new Map<string, SeenDrift>()
  for (const { call, drift } of entries)
    for (const place of drift) {
      const { connector, operationId, createdAt: seenAt } = call
      const key = [connector, operationId, place.pointer, place.kind].join(' ')
      seen.set(key, { connector, operationId, ...place, seenAt, count: (seen.get(key)?.count ?? 0) + 1 })
    }
  return [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place)
}
