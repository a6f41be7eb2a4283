import { alongWithNext, inWorkspace, type Tx } from '../../storage/db.ts'
import { readRecords, upsertRecords, type FetchedPage } from '../records/index.ts'
import { findRun, lockRun, renameWorkspace } from './run.store.ts'
import type { WalkedStep } from './plan-walk.ts'
import { countStep } from './step.store.ts'
import { advanceStream, insertStreams, type PendingStream } from './stream.store.ts'
import { dependentStreams } from './streams-of.ts'
import type { Stop, Walk } from './walk.ts'

interface StoredPage {
  readonly stream: PendingStream
  readonly step: WalkedStep
  readonly page: FetchedPage & { readonly requests: number }
  readonly fixedPath: Readonly<Record<string, string>>
  readonly marks: readonly string[]
}

/** Ends the transaction: nothing of the page is kept. */
export class WalkStopped extends Error {
  readonly stop: Stop | undefined

  /** Without a stop somebody else has settled this page. */
  constructor(stop?: Stop) {
    super('the walk has stopped')
    this.name = 'WalkStopped'
    this.stop = stop
  }
}

/** Records, checkpoint, counters and the streams that the page opens: all of it or nothing. */
export async function storePage(walk: Walk, stored: StoredPage): Promise<void> {
  const { deps, scope } = walk
  const values = { ...stored.fixedPath, ...stored.stream.pathValues }
  const records = readRecords(stored.step.form, stored.page.items, values)
  await inWorkspace(deps.db, scope, async (tx) => {
    await requireStanding(walk, tx, 'shared')
    if (records.length > 0) {
      const { operationId } = stored.stream
      const { collection } = stored.step.form
      const seen = { collection, source: `bootstrap:${operationId}`, at: stored.page.fetchedAt }
      const writes = records.map((record) => ({ ...seen, record }))
      await alongWithNext(tx, () => upsertRecords(tx, scope, writes))
    }
    await nameWorkspace(walk, tx, { stored, records })
    await openDependents(walk, tx, stored)
    await settle(walk, tx, { stored, records: records.length })
  })
}

/** Locks the run for the transaction and makes sure that the workspace still lets us work; of one that is gone, nothing stands. */
export async function requireStanding(walk: Walk, tx: Tx, mode: 'shared' | 'alone'): Promise<void> {
  const { deps, scope } = walk
  await alongWithNext(tx, () => lockRun(tx, scope, { id: walk.runId, mode }))
  const standing = await deps.standing(tx, scope)
  if (standing === 'inactive') throw new WalkStopped({ kind: 'inactive' })
  if (standing === 'absent') throw new WalkStopped({ kind: 'ended' })
}

/** A page that cannot be settled: its run has ended, or another worker had it first. */
export async function explainLost(
  { scope, runId }: Pick<Walk, 'scope' | 'runId'>,
  tx: Tx,
): Promise<WalkStopped> {
  const run = await findRun(tx, scope, runId)
  return run?.status === 'running' ? new WalkStopped() : new WalkStopped({ kind: 'ended' })
}

async function nameWorkspace(
  { scope }: Walk,
  tx: Tx,
  {
    stored,
    records,
  }: { readonly stored: StoredPage; readonly records: readonly { id: string; name: string | null }[] },
): Promise<void> {
  if (stored.step.form.collection !== 'workspaces') return
  const own = records.find((record) => record.id === scope.workspaceId)
  if (own?.name != null && own.name !== '') await renameWorkspace(tx, scope, own.name)
}

async function openDependents(walk: Walk, tx: Tx, { stream, page }: StoredPage): Promise<void> {
  const children = walk.childrenOf.get(stream.operationId) ?? []
  const streams = dependentStreams(children, page.items, stream.pathValues)
  if (streams.length > 0)
    await alongWithNext(tx, () => insertStreams(tx, walk.scope, { runId: walk.runId, streams }))
}

async function settle(
  { scope, runId }: Walk,
  tx: Tx,
  { stored, records }: { readonly stored: StoredPage; readonly records: number },
): Promise<void> {
  const { stream, page, marks } = stored
  const place = { runId, operationId: stream.operationId }
  const status = page.hasMore ? 'pending' : 'done'
  const isOurs = await advanceStream(tx, scope, {
    ...place,
    streamKey: stream.streamKey,
    page: stream.nextPage,
    status,
    marks,
  })
  if (!isOurs) throw await explainLost({ scope, runId }, tx)
  const { requests } = page
  const streamsDone = page.hasMore ? 0 : 1
  await alongWithNext(tx, () => countStep(tx, scope, { ...place, requests, pages: 1, records, streamsDone }))
}
