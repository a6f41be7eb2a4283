import { makeUuid, nextId } from '../state/ids.ts'
import { findUser, latestOf } from '../state/look-up.ts'
import type { Dialect, InlineTask, Page, PageVersion } from '../state/model.ts'
import { freeTitle, holdTitle } from '../state/state.ts'
import { type TaskFacts, taskFacts } from '../storage/find-tasks.ts'
import { normalise } from '../storage/normalise.ts'
import type { World } from '../world.ts'

export interface PageChange {
  readonly title?: string | undefined
  /** Exact: what the API receives is normalised before. */
  readonly body?: string | undefined
  readonly message?: string | undefined
  readonly minorEdit?: boolean | undefined
  readonly userId: string
}

/** One more version; title and body stay as they are when absent. */
export function savePage(world: World, page: Page, change: PageChange): PageVersion {
  const { state, clock } = world
  const latest = latestOf(page)
  const version: PageVersion = {
    number: latest.number + 1,
    title: change.title ?? latest.title,
    body: change.body ?? latest.body,
    message: change.message ?? '',
    minorEdit: change.minorEdit ?? false,
    authorId: change.userId,
    createdAt: clock.now(),
  }
  freeTitle(state, page)
  page.versions.push(version)
  if (page.status === 'current' || page.status === 'archived') holdTitle(state, page)
  keepTasks(world, page)
  return version
}

export function normalised(world: World, body: string, dialect: Dialect): string {
  const how = world.quirks.storageNormalisation
  return normalise(body, { how, dialect, makeUuid: () => makeUuid(world.random) })
}

/** The tasks beside the page follow its text. */
export function keepTasks(world: World, page: Page): void {
  const { state } = world
  const before = state.tasksByPage.get(page.id) ?? new Map<string, InlineTask>()
  const after = new Map<string, InlineTask>()
  for (const facts of taskFacts(latestOf(page).body)) {
    const known = before.get(facts.localId)
    const task = known ?? newTask(world, page, facts)
    update(world, task, { facts, userId: latestOf(page).authorId })
    after.set(facts.localId, task)
    state.tasks.set(task.id, task)
  }
  for (const [localId, task] of before) if (!after.has(localId)) state.tasks.delete(task.id)
  state.tasksByPage.set(page.id, after)
}

function newTask(world: World, page: Page, { localId, body }: TaskFacts): InlineTask {
  const { authorId, createdAt } = latestOf(page)
  return {
    id: nextId(world.state, 'task'),
    localId,
    pageId: page.id,
    createdById: authorId,
    createdAt,
    updatedAt: createdAt,
    completedAt: null,
    completedById: null,
    isComplete: false,
    body,
    assigneeId: null,
    dueDate: null,
  }
}

interface Update {
  readonly facts: TaskFacts
  readonly userId: string
}

function update(world: World, task: InlineTask, { facts, userId }: Update): void {
  const { isComplete, body, mention, dueDate } = facts
  const now = world.clock.now()
  if (task.body !== body || task.isComplete !== isComplete) task.updatedAt = now
  if (task.isComplete !== isComplete) {
    task.completedAt = isComplete ? now : null
    task.completedById = isComplete ? userId : null
  }
  const isMentioned = Object.keys(mention).length > 0
  Object.assign(task, {
    isComplete,
    body,
    dueDate: dueDate ?? null,
    assigneeId: isMentioned ? (findUser(world.state, mention)?.accountId ?? null) : null,
  })
}
