import type { SyncRun } from './sync-run.store.ts'
import type { SyncRunView } from './sync.schemas.ts'

export function syncRunView(run: SyncRun): SyncRunView {
  const { startedAt, finishedAt, createdAt, waitsUntil } = run
  return {
    id: run.id,
    listId: run.listId,
    trigger: run.trigger,
    full: run.isFull,
    status: run.status,
    processed: run.processed,
    created: run.created,
    updated: run.updated,
    unchanged: run.unchanged,
    removed: run.removed,
    requests: run.requests,
    moreToRead: run.moreToRead,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    durationMs: finishedAt === null ? null : finishedAt.getTime() - (startedAt ?? createdAt).getTime(),
    waitsUntil: waitsUntil?.toISOString() ?? null,
    errorMessage: run.error,
  }
}
