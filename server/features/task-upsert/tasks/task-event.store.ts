import type { Selectable } from 'kysely'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { TrackedTaskEventsTable } from '../../../storage/tables/tracked-tasks.ts'
import type { TaskEventKind } from './tracked-task.ts'

export type TaskEvent = Omit<Selectable<TrackedTaskEventsTable>, 'workspaceId' | 'trackedId'>

interface NewTaskEvent {
  readonly trackedId: string
  readonly kind: TaskEventKind
  /** In words, for people. */
  readonly detail?: string
  /** Left out: whoever acts in this scope. */
  readonly actor?: { readonly type: string; readonly id: string }
  readonly at: Date
}

export async function insertTaskEvent(db: Db, scope: WorkspaceScope, event: NewTaskEvent): Promise<void> {
  await insertTaskEvents(db, scope, [event])
}

export async function insertTaskEvents(
  db: Db,
  scope: WorkspaceScope,
  events: readonly NewTaskEvent[],
): Promise<void> {
  if (events.length === 0) return
  await db
    .insertInto('trackedTaskEvents')
    .values(
      events.map(({ trackedId, kind, detail, actor = scope.actor, at }) => ({
        workspaceId: scope.workspaceId,
        id: newId(),
        trackedId,
        kind,
        detail: detail ?? null,
        actor: JSON.stringify({ type: actor.type, id: actor.id }),
        at,
      })),
    )
    .execute()
}

/** Newest first. */
export async function listTaskEvents(
  db: Db,
  scope: WorkspaceScope,
  { trackedId, limit }: { readonly trackedId: string; readonly limit: number },
): Promise<TaskEvent[]> {
  return db
    .selectFrom('trackedTaskEvents')
    .select(['id', 'kind', 'detail', 'actor', 'at'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
