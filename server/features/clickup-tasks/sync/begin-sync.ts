import { codeOf } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { ClickupSettings } from '../settings/settings.schemas.ts'
import { findListState, upsertListState, type ListState } from './list.store.ts'
import { lockRun, updateRun, type SyncRun } from './sync-run.store.ts'

export interface Begun {
  readonly state: ListState
  readonly maxTasks: number
  /** By this run, before its process died or ClickUp had to be waited for. */
  readonly taken: number
}

type BeginDeps = Pick<ClickupTaskDeps, 'db' | 'clock'>

const WALK_AGAIN_MS = 86_400_000
const UNIQUE_VIOLATION = '23505'

/** `busy`: another run of the list is at work, and this one has to wait for it. */
export async function beginSync(
  { db, clock }: BeginDeps,
  scope: WorkspaceScope,
  { runId }: { readonly runId: string },
): Promise<Begun | 'over' | 'busy'> {
  const now = clock.now()
  try {
    return await inWorkspace(db, scope, async (tx) => {
      const run = await lockRun(tx, scope, runId)
      if (run?.status !== 'running') return 'over'
      const isFirst = run.startedAt === null
      await updateRun(tx, scope, { id: runId, waitsUntil: null, ...(isFirst ? { startedAt: now } : {}) })
      const settings = await findSettings(tx, scope)
      const known = await findListState(tx, scope, run.listId)
      const state =
        isFirst || known === undefined ? await settleState(tx, scope, { run, known, settings, now }) : known
      return { state, maxTasks: settings.maxTasks, taken: run.processed }
    })
  } catch (error) {
    if (codeOf(error) === UNIQUE_VIOLATION) return 'busy'
    throw error
  }
}

interface Known {
  readonly run: SyncRun
  readonly known: ListState | undefined
  readonly settings: ClickupSettings
  readonly now: Date
}

async function settleState(tx: Tx, scope: WorkspaceScope, given: Known): Promise<ListState> {
  const { run, known, settings, now } = given
  if (known !== undefined && !isNewWalk(given, known)) return known
  const { includeClosed, includeSubtasks } = settings
  const begun: ListState = {
    listId: run.listId,
    highAt: null,
    lowAt: null,
    complete: false,
    walkStartedAt: now,
    walkedAt: known?.walkedAt ?? null,
    followedAt: null,
    includeClosed,
    includeSubtasks,
  }
  await upsertListState(tx, scope, begun)
  return begun
}

/** The whole list is walked again when somebody asks for it, each day, and for another choice of what is kept. */
function isNewWalk({ run, settings, now }: Known, known: ListState): boolean {
  const { walkedAt, complete } = known
  const isOld = complete && walkedAt !== null && now.getTime() - walkedAt.getTime() >= WALK_AGAIN_MS
  const isOtherChoice =
    known.includeClosed !== settings.includeClosed || known.includeSubtasks !== settings.includeSubtasks
  return run.isFull || isOld || isOtherChoice
}
