import { inWorkspace } from '../../storage/db.ts'
import type { PageOutcome } from '../records/index.ts'
import { explainLost, requireStanding } from './store-page.ts'
import { countStep, listSteps } from './step.store.ts'
import { advanceStream, refuseStreams, type PendingStream } from './stream.store.ts'
import type { Walk } from './walk.ts'

type Refused = Extract<PageOutcome, { kind: 'refused' | 'failed' }>

// So many refusals without a single answer, of ids that exist: the rest would be refused too, and each costs a request.
const REFUSED_IN_A_ROW = 5

/**
 * The stream ends with the refusal as its step's note; what is refused to everybody like us ends all streams of the step:
 * `all` says so.
 */
export async function storeRefusal(
  walk: Walk,
  stream: PendingStream,
  refused: Refused,
): Promise<'one' | 'all'> {
  const { deps, scope, runId } = walk
  const place = { runId, operationId: stream.operationId }
  const isRefused = refused.kind === 'refused'
  return inWorkspace(deps.db, scope, async (tx) => {
    await requireStanding(walk, tx, 'alone')
    const isOurs = await advanceStream(tx, scope, {
      ...place,
      streamKey: stream.streamKey,
      page: stream.nextPage,
      status: isRefused ? 'refused' : 'failed',
      marks: stream.marks,
    })
    if (!isOurs) throw await explainLost(walk, tx)
    const step = (await listSteps(tx, scope, runId)).find((row) => row.operationId === stream.operationId)
    const isAll = refused.kind === 'refused' && (refused.family || (!refused.gone && isHopeless(step)))
    const others = isAll ? await refuseStreams(tx, scope, place) : 0
    await countStep(tx, scope, {
      ...place,
      requests: refused.requests,
      note: refused.reason,
      ...(isRefused ? { streamsRefused: 1 + others } : { streamsFailed: 1 }),
    })
    return isAll ? 'all' : 'one'
  })
}

function isHopeless(
  step: { readonly streamsDone: number; readonly streamsRefused: number; readonly pages: number } | undefined,
): boolean {
  if (step === undefined || step.streamsDone > 0 || step.pages > 0) return false
  return step.streamsRefused + 1 >= REFUSED_IN_A_ROW
}
