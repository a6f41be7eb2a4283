import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { StoredTask, TaskDetails } from '../tasks/stored-task.ts'

export interface PastTask {
  readonly task: Pick<StoredTask, 'id' | 'name' | 'description' | 'creator' | 'createdAt'>
  readonly details: TaskDetails | null
}

/** Those that changed last; a comment is a change. */
export async function listPastTasks(db: Db, scope: WorkspaceScope, limit: number): Promise<PastTask[]> {
  return db
    .selectFrom('clickupTasks')
    .select([sql<PastTask['task']>`task`.as('task'), sql<TaskDetails | null>`details`.as('details')])
    .where('workspaceId', '=', scope.workspaceId)
    .orderBy('updatedAt', 'desc')
    .orderBy('taskId', 'desc')
    .limit(limit)
    .execute()
}
