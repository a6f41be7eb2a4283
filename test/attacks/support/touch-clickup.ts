import { readTask } from '../../../server/connectors/clickup/index.ts'
import { lockStoredSettings } from '../../../server/storage/settings.store.ts'
import {
  deleteOtherListStates,
  findListState,
  upsertListState,
} from '../../../server/features/clickup-tasks/sync/list.store.ts'
import {
  deleteRun,
  findLatestRun,
  insertRun,
  listLiveRuns,
  lockRun,
  takeOverRun,
  updateRun,
} from '../../../server/features/clickup-tasks/sync/sync-run.store.ts'
import { taskToStore } from '../../../server/features/clickup-tasks/tasks/stored-task.ts'
import {
  findUpdateTime,
  listFacets,
  listTasks,
} from '../../../server/features/clickup-tasks/tasks/task-search.store.ts'
import {
  deleteTask,
  deleteTasks,
  deleteUnseenTasks,
  markSeen,
  storeDetails,
  storeTasks,
} from '../../../server/features/clickup-tasks/tasks/task.store.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../../server/storage/db.ts'

const LIST = 'list-of-both'
const TASK = 'task-of-both'

/** A task, how far its list was read, and a run that is over, whose id comes back. */
export async function keepClickup(
  db: Db,
  { workspaceId }: Pick<WorkspaceScope, 'workspaceId'>,
): Promise<string> {
  const scope: WorkspaceScope = { workspaceId, actor: { type: 'system', id: 'test' } }
  const id = `sync-of-${workspaceId}`
  await inWorkspace(db, scope, async (tx) => {
    await insertRun(tx, scope, aRun(id))
    await updateRun(tx, scope, { id, status: 'success', finishedAt: new Date() })
    await lockStoredSettings(tx, scope, { table: 'clickupSettings', at: new Date() })
    await upsertListState(tx, scope, aState())
    const kept = readTask({ ...SOURCE, id: `kept-of-${workspaceId}` })!
    await storeTasks(tx, scope, { tasks: [taskToStore(kept)], seenAt: new Date() })
  })
  return id
}

/** All that works on tasks and runs of a workspace, with names that the other one has too. */
export async function touchClickup(tx: Tx, scope: WorkspaceScope): Promise<void> {
  const now = new Date()
  const task = taskToStore(readTask(SOURCE)!)
  await storeTasks(tx, scope, { tasks: [task], seenAt: now })
  await markSeen(tx, scope, { taskIds: [TASK], seenAt: now })
  await storeDetails(tx, scope, { taskId: TASK, details: { attachments: [], comments: [] }, readAt: now })
  await listTasks(tx, scope, { listId: LIST, filter: {}, before: undefined, limit: 10 })
  await listFacets(tx, scope, LIST)
  await findUpdateTime(tx, scope, { listId: LIST, skip: 0 })
  await deleteUnseenTasks(tx, scope, { listId: LIST, seenBefore: new Date(now.getTime() + 1_000) })
  await deleteTasks(tx, scope, [TASK])
  await deleteTask(tx, scope, TASK)
  await upsertListState(tx, scope, aState())
  await findListState(tx, scope, LIST)
  await deleteOtherListStates(tx, scope, null)
  await touchRuns(tx, scope)
}

async function touchRuns(tx: Tx, scope: WorkspaceScope): Promise<void> {
  const id = `touched-in-${scope.workspaceId}`
  await insertRun(tx, scope, aRun(id))
  await takeOverRun(tx, scope, { id, isFull: true })
  await listLiveRuns(tx, scope, LIST)
  await findLatestRun(tx, scope, LIST)
  await lockRun(tx, scope, id)
  await deleteRun(tx, scope, id)
}

function aState() {
  const unread = { lowAt: null, highAt: null, walkedAt: null, followedAt: null }
  const choice = { complete: false, includeClosed: true, includeSubtasks: true }
  return { listId: LIST, walkStartedAt: new Date(), ...unread, ...choice }
}

function aRun(id: string) {
  return { id, listId: LIST, trigger: 'webhook', isFull: false, createdAt: new Date() } as const
}

const SOURCE = {
  id: TASK,
  name: 'of both',
  status: { status: 'open' },
  date_created: '1',
  date_updated: '1',
  list: { id: LIST },
}
