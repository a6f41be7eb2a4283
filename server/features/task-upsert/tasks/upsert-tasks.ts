import { enqueueJob } from '../../../platform/jobs/index.ts'
import { systemSleep } from '../../../platform/outbound/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce, type Tx } from '../../../storage/db.ts'
import { answerOf, type Asked } from './answer-of.ts'
import { driveAll } from './drive-all.ts'
import type { PushDeps } from './push-deps.ts'
import { pushJob } from './push-job.ts'
import { listPushStates, listPushStatesOf, raiseWanted, type PushState } from './push.store.ts'
import type { PushEnds } from './push-task.ts'
import { readPushes, type KeyedPush } from './read-pushes.ts'
import { insertTaskEvents } from './task-event.store.ts'
import { insertFiles } from './tracked-file.store.ts'
import type { UpsertBody, UpsertResult } from './upsert.schemas.ts'

/** Longer than any wait for ClickUp that is worth a held request; below the time-out of the connection. */
const HELD_MS = 25_000
/** Until then the request itself is at work. */
const JOB_AFTER_MS = 30_000

/** Stores what is wanted, brings it to ClickUp and says what became of each, in the order of the request; what takes too long goes on by itself. */
export async function upsertTasks(
  deps: PushDeps,
  scope: WorkspaceScope,
  body: UpsertBody,
): Promise<UpsertResult | UpsertResult[]> {
  const pushes = await readPushes(deps, scope, body)
  const known = await statesOf(deps, scope, pushes)
  const changed = pushes.filter((push) => !isUnchanged(push, known.get(keyOf(push))))
  if (changed.length > 0) await deps.openClickup(scope, 'interactive')
  const stored = changed.length === 0 ? NOTHING : await store(deps, scope, changed)
  const ends = await drive(deps, scope, stored)
  const after = new Map([...known, ...(await latestOf(deps, scope, stored))])
  const results = pushes.map((push) => {
    const key = keyOf(push)
    const state = after.get(key)
    const asked = stored.asked.get(key)
    // The statement before has stored each of them.
    if (state === undefined) throw new TypeError(`the push of ${push.internalId} was not stored`)
    return answerOf({ state, asked, ends: ends.get(state.id) })
  })
  return Array.isArray(body) ? results : one(results)
}

interface Stored {
  readonly asked: ReadonlyMap<string, Asked>
  readonly ids: readonly string[]
}

const NOTHING: Stored = { asked: new Map(), ids: [] }

function keyOf({ listId, internalId }: Pick<PushState, 'listId' | 'internalId'>): string {
  return `${listId} ${internalId}`
}

function byKey(states: readonly PushState[]): Map<string, PushState> {
  return new Map(states.map((state) => [keyOf(state), state]))
}

async function statesOf(
  { db }: PushDeps,
  scope: WorkspaceScope,
  pushes: readonly KeyedPush[],
): Promise<Map<string, PushState>> {
  return byKey(await inWorkspaceAtOnce(db, scope, (tx) => listPushStates(tx, scope, pushes)))
}

function isUnchanged({ hash }: KeyedPush, state: PushState | undefined): boolean {
  return state?.status === 'done' && !state.gone && state.wantedHash === hash
}

async function store(
  { db, clock }: PushDeps,
  scope: WorkspaceScope,
  pushes: readonly KeyedPush[],
): Promise<Stored> {
  const at = clock.now()
  return inWorkspace(db, scope, async (tx) => {
    const raised = await raiseWanted(tx, scope, { pushes, at })
    const states = byKey(await listPushStates(tx, scope, pushes))
    const own = new Set(raised.map(keyOf))
    await storeFiles(tx, scope, { pushes: pushes.filter((push) => own.has(keyOf(push))), states })
    await insertTaskEvents(
      tx,
      scope,
      raised.map(({ id }) => ({ trackedId: id, kind: 'pushed', at })),
    )
    if (raised.length > 0)
      await enqueueJob(tx, scope, {
        definition: pushJob,
        payload: { trackedIds: raised.map(({ id }) => id) },
        runAt: new Date(at.getTime() + JOB_AFTER_MS),
      })
    return {
      asked: new Map(
        [...states].map(([key, { wantedNumber }]) => [key, { number: wantedNumber, isOwn: own.has(key) }]),
      ),
      ids: [...states.values()].map(({ id }) => id),
    }
  })
}

async function storeFiles(
  tx: Tx,
  scope: WorkspaceScope,
  {
    pushes,
    states,
  }: { readonly pushes: readonly KeyedPush[]; readonly states: ReadonlyMap<string, PushState> },
): Promise<void> {
  const files = pushes.flatMap((push) => {
    const trackedId = states.get(keyOf(push))?.id
    return trackedId === undefined ? [] : push.files.map((file) => ({ ...file, trackedId }))
  })
  await insertFiles(tx, scope, files)
}

/** Work that has begun goes on behind the answer: a process that dies then leaves it to the job. */
async function drive(
  deps: PushDeps,
  scope: WorkspaceScope,
  { ids }: Stored,
): Promise<ReadonlyMap<string, PushEnds>> {
  if (ids.length === 0) return new Map()
  const driving = driveAll(deps, scope, { ids, kind: 'interactive', signal: NEVER, untilMs: HELD_MS })
  const held = new AbortController()
  try {
    return await Promise.race([driving, systemSleep(HELD_MS, held.signal).then(() => NO_ENDS)])
  } finally {
    held.abort()
    driving.catch(() => {
      // The job goes on with it and tells of its failures.
    })
  }
}

const NO_ENDS: ReadonlyMap<string, PushEnds> = new Map()
const NEVER = new AbortController().signal

async function latestOf(
  { db }: PushDeps,
  scope: WorkspaceScope,
  { ids }: Stored,
): Promise<ReadonlyMap<string, PushState>> {
  if (ids.length === 0) return new Map()
  return byKey(await inWorkspaceAtOnce(db, scope, (tx) => listPushStatesOf(tx, scope, ids)))
}

/** Nobody looks for the failure of a single task in an answer that says that all is well. */
function one([result]: readonly UpsertResult[]): UpsertResult {
  if (result === undefined) throw new TypeError('a single task has one result')
  if (result.outcome === 'failed')
    throw new AppError('UPSTREAM_FAILED', result.error ?? 'ClickUp refused it.')
  return result
}
