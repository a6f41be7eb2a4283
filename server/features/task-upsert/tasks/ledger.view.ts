import type { LedgerRow } from './ledger.store.ts'
import type { TaskEvent } from './task-event.store.ts'
import type { Claimant, WantedTask } from './tracked-task.ts'
import type { LedgerDetail, LedgerEntry } from './upsert.schemas.ts'

export function ledgerView(row: LedgerRow): LedgerEntry {
  const wanted = wantedIn(row)
  return {
    id: row.id,
    internalId: row.internalId,
    listId: row.listId,
    title: wanted.title,
    priority: wanted.priority,
    tags: [...(wanted.tags ?? [])],
    status: row.status,
    outcome: row.outcome,
    // Without an error its answer is still on its way.
    isUnknown: row.createSentAt !== null && row.error !== null,
    isGone: row.gone,
    notes: [...(row.notes as readonly string[])],
    error: row.error,
    taskId: row.taskId,
    url: row.taskUrl,
    claimedBy: row.claimedBy as Claimant | null,
    claimedAt: row.claimedAt?.toISOString() ?? null,
    message: messageOf(row),
    pushedAt: row.pushedAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }
}

export function ledgerDetailView({
  row,
  events,
}: {
  readonly row: LedgerRow
  readonly events: readonly TaskEvent[]
}): LedgerDetail {
  return {
    ...ledgerView(row),
    description: wantedIn(row).description,
    events: events.map(({ id, kind, detail, actor, at }) => ({
      id,
      kind,
      detail,
      actor: actor as LedgerDetail['events'][number]['actor'],
      at: at.toISOString(),
    })),
  }
}

function wantedIn(row: LedgerRow): WantedTask {
  // Only pushes that were read are ever stored.
  return row.wanted as WantedTask
}

function messageOf({ messageStatus: status, messageChannel: channel, messageError: error }: LedgerRow) {
  return status === null ? null : { status, channel, error }
}
