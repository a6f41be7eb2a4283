import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { TrackedTaskFilesTable } from '../../../storage/tables/tracked-tasks.ts'
import type { PushLease } from './push-lease.store.ts'
import type { PushedFile } from './read-push.ts'

export type TrackedFile = Omit<Selectable<TrackedTaskFilesTable>, 'workspaceId' | 'trackedId'>

/** Their contents are kept again for those that are attached already: the task may be gone. */
export async function insertFiles(
  db: Db,
  scope: WorkspaceScope,
  files: readonly (PushedFile & { readonly trackedId: string })[],
): Promise<void> {
  if (files.length === 0) return
  await db
    .insertInto('trackedTaskFiles')
    .values(
      files.map(({ trackedId, sha256, name, mimeType, content }) => ({
        workspaceId: scope.workspaceId,
        trackedId,
        sha256,
        name,
        mimeType,
        bytes: content.length,
        content,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'trackedId', 'sha256'])
        .doUpdateSet({ content: (row) => row.ref('excluded.content') }),
    )
    .execute()
}

/** Without their contents. */
export async function listFiles(
  db: Db,
  scope: WorkspaceScope,
  trackedId: string,
): Promise<readonly Omit<TrackedFile, 'content'>[]> {
  return db
    .selectFrom('trackedTaskFiles')
    .select(['sha256', 'name', 'mimeType', 'bytes', 'attachmentId', 'sentAt', 'looks'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .orderBy('name')
    .orderBy('sha256')
    .execute()
}

export async function findFileContent(
  db: Db,
  scope: WorkspaceScope,
  { trackedId, sha256 }: { readonly trackedId: string; readonly sha256: string },
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('trackedTaskFiles')
    .select('content')
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row?.content ?? undefined
}

export interface FileChange extends PushLease {
  readonly sha256: string
  readonly change: Partial<Pick<TrackedFile, 'attachmentId' | 'sentAt' | 'looks'>>
}

/** False when somebody else has the lease of the entry by now. */
export async function updateFile(
  db: Db,
  scope: WorkspaceScope,
  { id, lease, sha256, change }: FileChange,
): Promise<boolean> {
  const row = await db
    .updateTable('trackedTaskFiles')
    .set(change)
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', id)
    .where('sha256', '=', sha256)
    .where(isLeased(scope, { id, lease }))
    .returning('sha256')
    .executeTakeFirst()
  return row !== undefined
}

/** As none of them was ever attached: the task is a new one. Those whose content is not kept stay where they were. */
export async function detachFiles(db: Db, scope: WorkspaceScope, trackedId: string): Promise<void> {
  await db
    .updateTable('trackedTaskFiles')
    .set({ attachmentId: null, sentAt: null, looks: 0 })
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('content', 'is not', null)
    .execute()
}

/** What is attached need not be kept. */
export async function forgetContents(db: Db, scope: WorkspaceScope, trackedId: string): Promise<void> {
  await db
    .updateTable('trackedTaskFiles')
    .set({ content: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('attachmentId', 'is not', null)
    .where('content', 'is not', null)
    .execute()
}

function isLeased({ workspaceId }: WorkspaceScope, { id, lease }: PushLease) {
  return sql<boolean>`exists (select from tracked_tasks where workspace_id = ${workspaceId} and id = ${id} and lease = ${lease})`
}
