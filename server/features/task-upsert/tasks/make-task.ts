import { ClickupRefusal, type ClickupTask } from '../../../connectors/clickup/index.ts'
import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { isOutcomeUnknown, LookLater, UpstreamError } from '../../../platform/outbound/index.ts'
import { findMarked } from './find-marked.ts'
import { nextLook } from './outcomes.ts'
import { planTask, type TaskPlan } from './plan-task.ts'
import { updateLeased, type LeasedChange } from './push-lease.store.ts'
import type { PushRun } from './push-run.ts'
import { insertTaskEvent } from './task-event.store.ts'
import { detachFiles } from './tracked-file.store.ts'
import type { WantedTask } from './tracked-task.ts'

// How far the clocks may be apart, and how long a request may wait for its turn after it was stored that it leaves.
const SKEW_MS = 5 * 60_000
// Of tasks that were updated since a task was seen last, newest first: 2,000.
const MERGE_PAGES = 20
const MOST_PAGES = 500

/**
 * Has the entry's task made where there is none: that it leaves is stored before it leaves, and when its answer is lost, its trace is
 * looked for before another one is made. A task that is gone may have been merged into another, which has its marker then.
 */
export async function makeTask(run: PushRun, wanted: WantedTask): Promise<void> {
  const { gone, createSentAt, seenAt, createdAt } = run.row()
  if (createSentAt !== null) {
    const lost = await lookForLost(run)
    if (lost !== undefined) return adopt(run, lost, { isMerged: false })
  } else if (gone) {
    const since = new Date((seenAt ?? createdAt).getTime() - SKEW_MS)
    const into = await findMarked(run, { since, mayBeOfOthers: true, mostPages: MERGE_PAGES })
    if (into !== undefined) return adopt(run, into, { isMerged: true })
  }
  return create(run, wanted)
}

async function lookForLost(run: PushRun): Promise<ClickupTask | undefined> {
  for (;;) {
    const { createSentAt, looks } = run.row()
    const at = createSentAt === null ? undefined : nextLook(createSentAt, looks)
    if (createSentAt === null || at === undefined) return undefined
    if (at > run.deps.clock.now()) throw new LookLater(at)
    const since = new Date(createSentAt.getTime() - SKEW_MS)
    const found = await findMarked(run, { since, mayBeOfOthers: false, mostPages: MOST_PAGES })
    if (found !== undefined) return found
    await run.save({ looks: looks + 1 })
  }
}

async function create(run: PushRun, wanted: WantedTask): Promise<void> {
  try {
    await send(run, await planTask(run, { wanted, withFields: true }))
  } catch (error) {
    const isStatus = error instanceof ClickupRefusal && error.meaning === 'status-unknown'
    if (!isStatus && !isOfFields(error, wanted)) throw error
    ;(await run.facts()).forget()
    await send(run, await planTask(run, { wanted, withFields: isStatus }))
  }
}

/** ClickUp names no field in such a refusal: without them it is the task's own fault. */
function isOfFields(error: unknown, { customFields }: WantedTask): boolean {
  return error instanceof UpstreamError && error.kind === 'rejected' && customFields !== null
}

async function send(run: PushRun, { task, applied }: TaskPlan): Promise<void> {
  const { applied: before, listId } = run.row()
  const clickup = await run.clickup()
  await run.save({ createSentAt: run.deps.clock.now(), looks: 0, applied: JSON.stringify(applied) })
  run.signal.throwIfAborted()
  const made = await clickup.createTask(listId, task).catch(async (error: unknown) => {
    // An aborted request may have arrived.
    run.signal.throwIfAborted()
    const now = run.deps.clock.now()
    if (error instanceof BudgetExhausted || !isOutcomeUnknown(error)) {
      await run.save({ createSentAt: null, applied: before === null ? null : JSON.stringify(before) })
      throw error
    }
    await run.save({ createSentAt: now })
    throw new LookLater(nextLook(now, 0) ?? now)
  })
  await take(run, made, { outcome: outcomeOf(run), event: outcomeOf(run) })
}

function outcomeOf(run: PushRun): 'created' | 'recreated' {
  return run.row().taskId === null ? 'created' : 'recreated'
}

async function adopt(
  run: PushRun,
  task: ClickupTask,
  { isMerged }: { readonly isMerged: boolean },
): Promise<void> {
  if (isMerged)
    run.notes.add(
      `ClickUp has merged the task into another one, ${task.id}; that one is kept up to date now.`,
    )
  await take(run, task, { outcome: isMerged ? null : outcomeOf(run), event: 'adopted' })
}

interface Taken {
  readonly outcome: 'created' | 'recreated' | null
  readonly event: 'created' | 'recreated' | 'adopted'
}

/** The entry's task is this one from now on. */
async function take(run: PushRun, task: ClickupTask, { outcome, event }: Taken): Promise<void> {
  const { deps, scope, leased } = run
  const isOther = run.row().taskId !== null && run.row().taskId !== task.id
  const change: LeasedChange = {
    taskId: task.id,
    taskUrl: task.url,
    seenAt: task.updatedAt,
    createSentAt: null,
    looks: 0,
    gone: false,
    outcome,
    // Whoever was at the old one is not assigned to the new one.
    ...(isOther && outcome === 'recreated' ? { claimedBy: null, claimedAt: null } : {}),
  }
  await run.saveIn(async (tx) => {
    const saved = await updateLeased(tx, scope, { ...leased, change })
    if (isOther && outcome === 'recreated') await detachFiles(tx, scope, leased.id)
    await insertTaskEvent(tx, scope, {
      trackedId: leased.id,
      kind: event,
      detail: task.url,
      at: deps.clock.now(),
    })
    return saved
  })
}
