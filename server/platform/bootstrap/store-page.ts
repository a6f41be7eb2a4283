import { alongWithNext, inWorkspace, type Tx } from '../../storage/db.ts'
import { upsertRecords, type FetchedPage, type RecordDraft } from '../records/index.ts'
import { findRun, lockRun, renameWorkspace } from './run.store.ts'
import type { WalkedStep } from './plan-walk.ts'
import { countStep } from './step.store.ts'
import { advanceStream, insertStreams, type PendingStream } from './stream.store.ts'
import type { NewStream } from './streams-of.ts'
import type { Stop, Walk } from './walk.ts'

/** What is stored of a page. */
export interface TakenPage extends Pick<FetchedPage, 'kind' | 'hasMore' | 'fetchedAt'> {
  readonly requests: number
  readonly records: readonly RecordDraft[]
  /** The streams that its records open. */
  readonly opens: readonly NewStream[]
  readonly marks: readonly string[]
}

interface StoredPage {
  readonly stream: PendingStream
  readonly step: WalkedStep
  readonly page: TakenPage
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
export async function storePage(walk: Walk, { stream, step, page }: StoredPage): Promise<void> {
  const { deps, scope, runId } = walk
  const { records, opens } = page
  const { collection } = step.form
  await inWorkspace(deps.db, scope, async (tx) => {
    await requireStanding(walk, tx, 'shared')
    if (records.length > 0) {
      const seen = { collection, source: `bootstrap:${stream.operationId}`, at: page.fetchedAt }
      const writes = records.map((record) => ({ ...seen, record }))
      await alongWithNext(tx, () => upsertRecords(tx, scope, writes))
    }
    if (collection === 'workspaces') await nameWorkspace(walk, tx, records)
    if (opens.length > 0) await alongWithNext(tx, () => insertStreams(tx, scope, { runId, streams: opens }))
    await settle(walk, tx, { stream, page })
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

async function nameWorkspace({ scope }: Walk, tx: Tx, records: readonly RecordDraft[]): Promise<void> {
  const own = records.find((record) => record.id === scope.workspaceId)
  if (own?.name != null && own.name !== '') await renameWorkspace(tx, scope, own.name)
}

async function settle(
  { scope, runId }: Walk,
  tx: Tx,
  { stream, page }: { readonly stream: PendingStream; readonly page: TakenPage },
): Promise<void> {
  const { hasMore, marks, requests } = page
  const place = { runId, operationId: stream.operationId }
  const isOurs = await advanceStream(tx, scope, {
    ...place,
    streamKey: stream.streamKey,
    page: stream.nextPage,
    status: hasMore ? 'pending' : 'done',
    marks,
  })
  if (!isOurs) throw await explainLost({ scope, runId }, tx)
  const counts = { requests, pages: 1, records: page.records.length, streamsDone: hasMore ? 0 : 1 }
  await alongWithNext(tx, () => countStep(tx, scope, { ...place, ...counts }))
}
