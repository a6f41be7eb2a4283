import { BudgetExhausted, type Connection } from '../connections/index.ts'
import { fetchPage, queryAt, readRecords, type FetchedPage, type PageOutcome } from '../records/index.ts'
import type { WalkedStep } from './plan-walk.ts'
import { storePage, WalkStopped, type TakenPage } from './store-page.ts'
import { storeRefusal } from './store-refusal.ts'
import type { PendingStream } from './stream.store.ts'
import { dependentStreams } from './streams-of.ts'
import type { Stop, Walk } from './walk.ts'

interface StreamProgress {
  /** Called after every stored page. */
  readonly onPage: () => void
  /** Called when the step's other streams were ended too. */
  readonly onStepRefused: (operationId: string) => void
  /** Asked before every page. */
  readonly isStopping: () => boolean
}

/** The pages of one stream, in order, each stored before the next is asked for. Returns why the run must stop, if it must. */
export async function walkStream(
  walk: Walk,
  stream: PendingStream,
  progress: StreamProgress,
): Promise<Stop | undefined> {
  try {
    return await walkPages(walk, stream, progress)
  } catch (error) {
    if (error instanceof BudgetExhausted) return { kind: 'waiting', resumesAt: error.resumesAt }
    if (error instanceof WalkStopped) return error.stop
    throw error
  }
}

async function walkPages(
  walk: Walk,
  from: PendingStream,
  progress: StreamProgress,
): Promise<Stop | undefined> {
  const step = walk.steps.get(from.operationId)
  if (step === undefined) {
    const reason = 'the operation is no longer part of the plan'
    await storeRefusal(walk, from, { kind: 'failed', reason, requests: 0 })
    return undefined
  }
  let stream = from
  for (;;) {
    const taken = await takePage(walk, stream, step)
    // What was fetched after the stop is asked for again later; nothing of it is stored.
    walk.signal.throwIfAborted()
    if (taken.kind === 'token-invalid') return { kind: 'token-invalid', reason: taken.reason }
    if (taken.kind !== 'page') {
      if ((await storeRefusal(walk, stream, taken)) === 'all') progress.onStepRefused(stream.operationId)
      return undefined
    }
    await storePage(walk, { stream, step, page: taken })
    progress.onPage()
    if (!taken.hasMore || progress.isStopping()) return undefined
    stream = { ...stream, nextPage: stream.nextPage + 1, marks: taken.marks }
  }
}

type Taken = TakenPage | Exclude<PageOutcome, FetchedPage>

/** Asks for the stream's next page and keeps of it only what is stored: while many wait for that, whole ones would take much memory. */
async function takePage(walk: Walk, stream: PendingStream, step: WalkedStep): Promise<Taken> {
  const { outcome, fixedPath } = await askPage(walk, stream, step)
  if (outcome.kind !== 'page') return outcome
  const { items, mark, ...page } = outcome
  const { pathValues } = stream
  return {
    ...page,
    marks: marksAfter(stream.marks, mark),
    records: readRecords(step.form, items, { ...fixedPath, ...pathValues }),
    opens: dependentStreams(walk.childrenOf.get(stream.operationId) ?? [], items, pathValues),
  }
}

interface Asked {
  readonly outcome: PageOutcome
  readonly fixedPath: Connection['fixedPath']
}

/** A refused token may only be the one of an earlier installation, so a newer connection is tried once. */
async function askPage(walk: Walk, stream: PendingStream, step: WalkedStep): Promise<Asked> {
  const connection = await walk.connection.current()
  const outcome = await ask(walk, connection, { stream, step })
  if (outcome.kind !== 'token-invalid') return { outcome, fixedPath: connection.fixedPath }
  const renewed = await walk.connection.renewAfter(connection)
  const again = await ask(walk, renewed, { stream, step })
  return {
    outcome: { ...again, requests: again.requests + outcome.requests },
    fixedPath: renewed.fixedPath,
  }
}

function ask(
  { deps, signal, startedAt }: Walk,
  connection: Connection,
  { stream, step }: { readonly stream: PendingStream; readonly step: WalkedStep },
): Promise<PageOutcome> {
  return fetchPage(deps, connection, {
    operation: step.operation,
    path: stream.pathValues,
    // From the run's start, so that a resumed stream asks for the same period.
    query: queryAt(step.query, startedAt),
    page: stream.nextPage,
    marks: stream.marks,
    signal,
  })
}

/** A list that repeats itself begins again with its first page or stays on its last. */
function marksAfter(marks: readonly string[], mark: string | undefined): readonly string[] {
  if (mark === undefined) return marks
  const [first] = marks
  return first === undefined ? [mark] : [first, mark]
}
