import { AppError, type Violation } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { PushDeps } from './push-deps.ts'
import { readPush, type ReadPush } from './read-push.ts'
import type { PushedTask, UpsertBody } from './upsert.schemas.ts'

export interface KeyedPush extends ReadPush {
  readonly listId: string
}

/** Throws INVALID with a pointer to everything that is wrong, CONFLICT where a task names no list and none was chosen. */
export async function readPushes(
  deps: Pick<PushDeps, 'db' | 'otherwiseList'>,
  scope: WorkspaceScope,
  body: UpsertBody,
): Promise<readonly KeyedPush[]> {
  const tasks = Array.isArray(body) ? body : [body]
  const at = (index: number) => (Array.isArray(body) ? `/${index}` : '')
  const readings = tasks.map(readPush)
  refuse(
    readings.flatMap((reading, index) =>
      'violations' in reading
        ? reading.violations.map((one) => ({ ...one, pointer: at(index) + one.pointer }))
        : [],
    ),
  )
  const otherwise = tasks.every(({ listId }) => listId !== undefined) ? null : await chosenList(deps, scope)
  const pushes = readings.flatMap((reading, index) =>
    'push' in reading ? [{ ...reading.push, listId: listOf(tasks[index], otherwise) }] : [],
  )
  refuse(repeated(pushes))
  return pushes
}

function listOf(task: PushedTask | undefined, otherwise: string | null): string {
  const listId = task?.listId ?? otherwise
  if (listId !== null) return listId
  throw new AppError(
    'CONFLICT',
    'No ClickUp list is chosen for pushed tasks. Choose one in the settings of the pushed tasks, or name one as listId in each task.',
  )
}

async function chosenList(
  { db, otherwiseList }: Pick<PushDeps, 'db' | 'otherwiseList'>,
  scope: WorkspaceScope,
): Promise<string | null> {
  return inWorkspace(db, scope, async (tx) => {
    const { listId } = await findSettings(tx, scope)
    return listId ?? (await otherwiseList(tx, scope))
  })
}

function repeated(pushes: readonly KeyedPush[]): readonly Violation[] {
  const places = new Map<string, number[]>()
  for (const [index, { listId, internalId }] of pushes.entries()) {
    const key = `${listId} ${internalId}`
    places.set(key, [...(places.get(key) ?? []), index])
  }
  return [...places.values()]
    .filter(({ length }) => length > 1)
    .flat()
    .sort((a, b) => a - b)
    .map((index) => ({
      in: 'body',
      pointer: `/${index}/internalId`,
      message: 'is there more than once for this list',
    }))
}

function refuse(violations: readonly Violation[]): void {
  const [first] = violations
  if (first === undefined) return
  throw new AppError('INVALID', `The input does not fit: body ${first.pointer} ${first.message}.`, {
    violations,
  })
}
