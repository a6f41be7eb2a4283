import { UpstreamError } from '../../../platform/outbound/index.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import { LEASE_MS, type Next } from './claim-next.ts'
import type { Drive, Rest } from './drive.ts'
import { extendLease, finishItem, putOffItem, type Leased } from './import-item.store.ts'
import type { ImportOutcome, ImportTarget } from './import-target.ts'
import { isOfDatabase, isPassing, judgeFailure, ourFault } from './judge-failure.ts'
import { choicesOf } from './plan-import.ts'

type Claimed = Extract<Next, { readonly kind: 'item' }>

// Beside those that end a process.
const MOST_ATTEMPTS = 3
const MOST_BEGINNINGS = 20
const RETRY_MS = 30_000

/** Brings one task to its target and stores what became of it. Returns why the driver must rest, if it must. */
export async function runItem(drive: Drive, claimed: Claimed): Promise<Rest | undefined> {
  const { row, item, lease } = claimed
  const leased: Leased = { importId: row.id, taskId: item.taskId, lease }
  if (item.attempts > MOST_BEGINNINGS) {
    const error = `It was begun ${MOST_BEGINNINGS} times and never came to an end. See the log of the server.`
    await store(drive, leased, { outcome: 'failed', error })
    return undefined
  }
  try {
    await store(drive, leased, await runKept(drive, claimed, leased))
    return undefined
  } catch (error) {
    if (!drive.signal.aborted && !isOfDatabase(error)) return settle(drive, { claimed, leased, error })
    await giveBack(drive, leased, drive.deps.clock.now()).catch(() => {
      // Its lease runs out.
    })
    throw error
  }
}

async function runKept(drive: Drive, { row, item }: Claimed, leased: Leased): Promise<ImportOutcome> {
  const { deps, scope, signal } = drive
  const target: ImportTarget | undefined = deps.targets[row.target]
  if (target === undefined)
    return { outcome: 'failed', error: 'This server cannot import into Huntflow any more.' }
  const keeping = setInterval(() => {
    const leasedUntil = new Date(deps.clock.now().getTime() + LEASE_MS)
    inWorkspaceAtOnce(deps.db, scope, (tx) => extendLease(tx, scope, { ...leased, leasedUntil })).catch(
      () => {
        // The next one may do; and whoever has lost the lease can store nothing.
      },
    )
  }, LEASE_MS / 3)
  try {
    const { taskId, begunAt } = item
    return await target.run(scope, { ...choicesOf(row), taskId, begunAt, importId: row.id, signal })
  } finally {
    clearInterval(keeping)
  }
}

async function store({ deps, scope }: Drive, leased: Leased, outcome: ImportOutcome): Promise<void> {
  const finishedAt = deps.clock.now()
  await inWorkspaceAtOnce(deps.db, scope, (tx) => {
    if (outcome.outcome === 'pending') {
      const readyAt = new Date(finishedAt.getTime() + outcome.retryAfterMs)
      return putOffItem(tx, scope, { ...leased, readyAt, isCounted: false })
    }
    const error = outcome.outcome === 'failed' ? outcome.error : null
    return finishItem(tx, scope, { ...leased, status: outcome.outcome, error, finishedAt })
  })
}

/** The task waits as if nobody had looked at it. */
async function giveBack({ deps, scope }: Drive, leased: Leased, readyAt: Date): Promise<void> {
  await inWorkspaceAtOnce(deps.db, scope, (tx) =>
    putOffItem(tx, scope, { ...leased, readyAt, isCounted: false }),
  )
}

interface Failure {
  readonly claimed: Claimed
  readonly leased: Leased
  readonly error: unknown
}

/** A failure of the task alone ends the task; one that the others would meet too puts the import to rest. */
async function settle(drive: Drive, { claimed, leased, error }: Failure): Promise<Rest | undefined> {
  const { deps } = drive
  const rest = await restAfter(drive, claimed, error)
  if (rest !== undefined) {
    await giveBack(drive, leased, rest.kind === 'wait' ? rest.until : deps.clock.now())
    return rest
  }
  const isTriedAgain =
    error instanceof UpstreamError && isPassing(error) && claimed.item.attempts < MOST_ATTEMPTS
  if (isTriedAgain) await tryLater(drive, leased, RETRY_MS * claimed.item.attempts)
  else
    await store(drive, leased, {
      outcome: 'failed',
      error: error instanceof UpstreamError ? error.message : ourFault(error),
    })
  return undefined
}

async function tryLater({ deps, scope }: Drive, leased: Leased, delayMs: number): Promise<void> {
  const readyAt = new Date(deps.clock.now().getTime() + delayMs)
  await inWorkspaceAtOnce(deps.db, scope, (tx) =>
    putOffItem(tx, scope, { ...leased, readyAt, isCounted: true }),
  )
}

/** ClickUp answers alike for one task and for all of a list, so the list itself is asked for. */
async function restAfter(
  drive: Drive,
  { row: { listId } }: Claimed,
  error: unknown,
): Promise<Rest | undefined> {
  const { deps, scope, signal } = drive
  const now = deps.clock.now()
  const isOfOneTask = error instanceof UpstreamError && error.kind !== 'unauthorized'
  if (!isOfOneTask) return judgeFailure(error, { listId, now })
  if (error.service !== 'clickup') return undefined
  try {
    const clickup = await deps.openClickup(scope, 'background', signal)
    await clickup.list(listId)
    return undefined
  } catch (ofList) {
    if (signal.aborted) throw ofList
    return judgeFailure(ofList, { listId, now })
  }
}
