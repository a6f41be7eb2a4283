import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { isOutcomeUnknown, LookLater } from '../../../platform/outbound/index.ts'
import { NeedsDecision } from './outcomes.ts'
import type { TransferRun } from './transfer-run.ts'

/** A write that must not happen twice, at a service that knows no keys for that. */
export interface Write<T> {
  /** Looks for the trace that an earlier try may have left. */
  find(): Promise<T | undefined>
  send(): Promise<T>
  /** What to ask where a missing trace proves nothing, because the service may show it late; undefined: it proves that nothing was written. */
  readonly question: string | undefined
}

// After the write. The last one is later than any request of ours may take, at both ends.
const LOOKS_MS = [5_000, 30_000, 120_000] as const

/**
 * Stores that the write leaves before it leaves. When its answer is lost, or the process dies, the next try looks for the trace first:
 * what is there is taken for the answer, what is not is looked for again, and only then written once more, or asked about.
 */
export async function writeOnce<T>(run: TransferRun, write: Write<T>): Promise<T> {
  const found = await lookForTrace(run, write)
  if (found !== undefined) return found
  run.signal.throwIfAborted()
  await run.save({ sentAt: run.deps.clock.now(), looks: 0 })
  try {
    return await write.send()
  } catch (error) {
    // An aborted request may have arrived.
    run.signal.throwIfAborted()
    if (!(error instanceof BudgetExhausted) && isOutcomeUnknown(error))
      throw new LookLater(nextLook(run) ?? run.deps.clock.now())
    await run.save({ sentAt: null, looks: 0 })
    throw error
  }
}

async function lookForTrace<T>(run: TransferRun, write: Write<T>): Promise<T | undefined> {
  if (run.transfer().sentAt === null) return undefined
  for (let at = nextLook(run); at !== undefined; at = nextLook(run)) {
    if (at > run.deps.clock.now()) throw new LookLater(at)
    const found = await write.find()
    if (found !== undefined) return found
    await run.save({ looks: run.transfer().looks + 1 })
  }
  if (write.question !== undefined) throw new NeedsDecision(write.question)
  return undefined
}

/** Undefined when all looks are over. */
function nextLook(run: TransferRun): Date | undefined {
  const { sentAt, looks } = run.transfer()
  const afterMs = LOOKS_MS[looks]
  return sentAt === null || afterMs === undefined ? undefined : new Date(sentAt.getTime() + afterMs)
}
