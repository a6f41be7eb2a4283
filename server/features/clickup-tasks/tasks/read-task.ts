import { UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError, notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { readInFull } from './read-in-full.ts'
import { deleteTask, findTask, type FoundTask } from './task.store.ts'

type ReadDeps = Pick<ClickupTaskDeps, 'db' | 'clock' | 'openClickup'>

export interface TaskInFull {
  readonly found: FoundTask
  /** Why ClickUp could not be asked; null when it was, or when that was not needed. */
  readonly problem: string | null
}

const FRESH_MS = 300_000

/** A stored task with attachments and comments, for which ClickUp is asked unless they are fresh; what is stored is shown when it does not answer. */
export async function readTaskInFull(
  deps: ReadDeps,
  scope: WorkspaceScope,
  { taskId }: { readonly taskId: string },
): Promise<TaskInFull> {
  const stored = await find(deps, scope, taskId)
  if (isFresh(stored, deps.clock.now())) return { found: stored, problem: null }
  const problem = await refresh(deps, scope, taskId)
  return { found: problem === null ? await find(deps, scope, taskId) : stored, problem }
}

async function find({ db }: ReadDeps, scope: WorkspaceScope, taskId: string): Promise<FoundTask> {
  const found = await inWorkspaceAtOnce(db, scope, (tx) => findTask(tx, scope, taskId))
  if (found === undefined) throw notFound('task', taskId)
  return found
}

function isFresh({ task, details, detailsReadAt }: FoundTask, now: Date): boolean {
  if (details === null || detailsReadAt === null) return false
  const isOlderThanTask = detailsReadAt.getTime() < Date.parse(task.updatedAt)
  return !isOlderThanTask && now.getTime() - detailsReadAt.getTime() < FRESH_MS
}

async function refresh(deps: ReadDeps, scope: WorkspaceScope, taskId: string): Promise<string | null> {
  try {
    const clickup = await deps.openClickup(scope, 'interactive')
    await readInFull(deps, scope, { clickup, taskId })
    return null
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === 'not-found') {
      await inWorkspaceAtOnce(deps.db, scope, (tx) => deleteTask(tx, scope, taskId))
      throw notFound('task', taskId)
    }
    if (error instanceof UpstreamError || error instanceof AppError) return error.message
    throw error
  }
}
