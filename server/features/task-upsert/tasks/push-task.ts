import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { askForMessage } from '../announce/ask-for-message.ts'
import { findSettings } from '../settings/change-settings.ts'
import { attachFiles } from './attach-files.ts'
import { changeTask } from './change-task.ts'
import { checkGone, noteGone, saysGone } from './check-gone.ts'
import { isOfDatabase, judgeFailure } from './judge-failure.ts'
import { makeTask } from './make-task.ts'
import { TakenOver } from './outcomes.ts'
import type { PushDeps } from './push-deps.ts'
import { closePush, failPush, updateLeased } from './push-lease.store.ts'
import { appliedOf, beginRun, wantedOf, type PushOf, type PushRun } from './push-run.ts'
import { showsNews } from './shows-news.ts'
import { insertTaskEvent } from './task-event.store.ts'
import { forgetContents, listFiles } from './tracked-file.store.ts'
import type { TrackedTask } from './tracked-task.store.ts'
import type { AppliedTask } from './tracked-task.ts'

type Outcome = NonNullable<TrackedTask['outcome']>

/** What one run has brought to ClickUp: outcomes by the number of the push. */
export type PushEnds = ReadonlyMap<number, Outcome>

/** Brings what is wanted of an entry to ClickUp until nothing is left to do, as far as that is possible now. Safe to run at any time, side by side too. */
export async function pushTask(deps: PushDeps, scope: WorkspaceScope, push: PushOf): Promise<PushEnds> {
  const ends = new Map<number, Outcome>()
  const run = await beginRun(deps, scope, push)
  if (run === undefined) return ends
  let number = run.row().wantedNumber
  try {
    while (run.row().status === 'waiting') {
      number = run.row().wantedNumber
      const outcome = await pushOnce(run)
      if (outcome !== undefined) ends.set(number, outcome)
    }
  } catch (error) {
    await settle(run, push, { error, number })
  } finally {
    run.release()
  }
  return ends
}

/** Undefined: the task turned out to be gone, so all begins anew. */
async function pushOnce(run: PushRun): Promise<Outcome | undefined> {
  const before = run.row()
  const wanted = wantedOf(before)
  try {
    run.signal.throwIfAborted()
    await checkGone(run)
    if (run.row().taskId === null || run.row().gone) await makeTask(run, wanted)
    const applied = await changeTask(run, wanted)
    await attachFiles(run)
    return await close(run, { before, applied })
  } catch (error) {
    if (!saysGone(error) || run.row().taskId === null || run.row().gone) throw error
    await noteGone(run)
    return undefined
  }
}

interface Closing {
  readonly before: TrackedTask
  readonly applied: AppliedTask
}

async function close(run: PushRun, { before, applied }: Closing): Promise<Outcome> {
  const { deps, scope, leased } = run
  const { wantedNumber: number } = before
  const wanted = wantedOf(before)
  const { outcome: made, taskId } = run.row()
  const outcome = made ?? 'updated'
  const isNew = before.appliedNumber === 0 || taskId !== before.taskId
  await run.saveIn(async (tx) => {
    await forgetContents(tx, scope, leased.id)
    const lost = (await listFiles(tx, scope, leased.id)).filter(({ attachmentId }) => attachmentId === null)
    const notes = [
      ...wanted.cuts,
      ...run.notes,
      ...lost.map(({ name }) => `The file ${name} is not attached.`),
    ]
    const change = { applied: JSON.stringify(applied), notes: JSON.stringify(notes) }
    const saved = await closePush(tx, scope, { ...leased, number, outcome, change })
    if (outcome === 'updated')
      await insertTaskEvent(tx, scope, { trackedId: leased.id, kind: 'updated', at: deps.clock.now() })
    const isAnnounced = wanted.announce ?? (await findSettings(tx, scope)).announce
    if (isAnnounced && (isNew || showsNews(appliedOf(before), applied)))
      await askForMessage(tx, scope, leased.id)
    return saved
  })
  run.notes.clear()
  tell(run)
  return outcome
}

function tell(run: PushRun): void {
  const { deps, scope } = run
  const { id, status } = run.row()
  deps.publish(scope, 'run', { feature: 'task-upsert', id, status })
}

interface Failure {
  readonly error: unknown
  /** Of the push that was tried. */
  readonly number: number
}

async function settle(run: PushRun, { signal }: PushOf, { error, number }: Failure): Promise<void> {
  if (error instanceof TakenOver) return
  if (signal.aborted || isOfDatabase(error)) {
    await giveBack(run)
    throw error
  }
  const { deps, scope, leased } = run
  const { attempts } = run.row()
  const now = deps.clock.now()
  const judged = judgeFailure(error, { attempts, now })
  try {
    if (judged.kind === 'wait')
      await run.save({ lease: null, leasedUntil: null, readyAt: judged.until, error: judged.why })
    else
      await run.saveIn(async (tx) => {
        const failed = await failPush(tx, scope, { ...leased, number, error: judged.why })
        await insertTaskEvent(tx, scope, {
          trackedId: leased.id,
          kind: 'failed',
          detail: judged.why,
          at: now,
        })
        return failed
      })
    tell(run)
  } catch (failure) {
    if (!(failure instanceof TakenOver)) throw failure
  }
}

/** It waits as if nobody had begun. */
async function giveBack({ deps, scope, leased }: PushRun): Promise<void> {
  await inWorkspace(deps.db, scope, (tx) =>
    updateLeased(tx, scope, { ...leased, change: { lease: null, leasedUntil: null } }),
  ).catch(() => {
    // Its lease runs out.
  })
}
