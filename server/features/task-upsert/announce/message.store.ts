import type { Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { TrackedTaskMessagesTable } from '../../../storage/tables/tracked-tasks.ts'

export type TaskMessage = Omit<Selectable<TrackedTaskMessagesTable>, 'workspaceId'>

export type MessageChange = Partial<Omit<TaskMessage, 'trackedId' | 'lease' | 'leasedUntil'>>

interface Leased {
  readonly trackedId: string
  readonly lease: string
}

/** Made where there is none yet. Undefined: another process is at it. */
export async function leaseMessage(
  db: Db,
  { workspaceId }: WorkspaceScope,
  { now, ...row }: Leased & { readonly leasedUntil: Date; readonly now: Date },
): Promise<TaskMessage | undefined> {
  const { lease, leasedUntil } = row
  return db
    .insertInto('trackedTaskMessages')
    .values({ ...row, workspaceId, status: 'waiting' })
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'trackedId'])
        .doUpdateSet({ lease, leasedUntil })
        .where((is) =>
          is.or([
            is('trackedTaskMessages.leasedUntil', 'is', null),
            is('trackedTaskMessages.leasedUntil', '<=', now),
          ]),
        ),
    )
    .returningAll()
    .executeTakeFirst()
}

/** Undefined when the lease is another's by now. */
export async function saveMessage(
  db: Db,
  scope: WorkspaceScope,
  { trackedId, lease, change }: Leased & { readonly change: MessageChange & { readonly leasedUntil: Date } },
): Promise<TaskMessage | undefined> {
  return db
    .updateTable('trackedTaskMessages')
    .set(change)
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('lease', '=', lease)
    .returningAll()
    .executeTakeFirst()
}

export async function releaseMessage(
  db: Db,
  scope: WorkspaceScope,
  { trackedId, lease }: Leased,
): Promise<void> {
  await db
    .updateTable('trackedTaskMessages')
    .set({ lease: null, leasedUntil: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('lease', '=', lease)
    .execute()
}

export async function findTaskMessage(
  db: Db,
  scope: WorkspaceScope,
  trackedId: string,
): Promise<TaskMessage | undefined> {
  return db
    .selectFrom('trackedTaskMessages')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .executeTakeFirst()
}

/** Of one that may be there and cannot be found: whoever asks for this knows that it is not. */
export async function forgetUnknownMessage(db: Db, scope: WorkspaceScope, trackedId: string): Promise<void> {
  await db
    .updateTable('trackedTaskMessages')
    .set({ status: 'waiting', sentAt: null, looks: 0, error: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('status', '=', 'unknown')
    .execute()
}

/** What it shows is not believed any more, so it is written anew. */
export async function doubtMessage(db: Db, scope: WorkspaceScope, trackedId: string): Promise<void> {
  await db
    .updateTable('trackedTaskMessages')
    .set({ shownHash: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('messageTs', 'is not', null)
    .execute()
}
