import { SlackRefusal, type SlackClient, type SlackPlace } from '../../../connectors/slack/index.ts'
import { BudgetExhausted } from '../../../platform/connections/index.ts'
import {
  handleJob,
  PermanentJobError,
  type JobHandler,
  type JobResult,
  type JobRun,
} from '../../../platform/jobs/index.ts'
import { isOutcomeUnknown, LookLater } from '../../../platform/outbound/index.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { failsAgain, wordsOf } from '../failures.ts'
import { announceJob, type AnnouncePayload } from './ask-for-message.ts'
import { lookForMessage, mayBeThere, nextLook } from './look-for-message.ts'
import { beginMessageRun, LeaseLost, type MessageRun, type Wanted } from './message-run.ts'
import { replaceByClick } from './replace-by-click.ts'

type Job = Pick<JobRun<AnnouncePayload>, 'scope' | 'payload' | 'signal' | 'lastAttempt'>

const BUSY_MS = 500
const DELETED = 'The message was deleted in Slack. Post it again if it is wanted there.'

export function announceHandler(deps: TaskUpsertDeps): JobHandler {
  return handleJob(announceJob, (job) => announceTask(deps, job))
}

/** Has the one message of a task in Slack, saying what is stored. Safe to run twice, also side by side. */
export async function announceTask(deps: TaskUpsertDeps, job: Job): Promise<JobResult> {
  const { scope, signal, payload } = job
  const run = await beginMessageRun(deps, scope, { trackedId: payload.trackedId, signal })
  if (run === 'nothing') return undefined
  if (run === 'busy') return { again: new Date(deps.clock.now().getTime() + BUSY_MS) }
  try {
    await fitMessage(run, payload)
    return undefined
  } catch (error) {
    return await settle(run, job, error)
  } finally {
    await run.end()
  }
}

/** Until what is shown is what is stored, or nothing more can be done. */
async function fitMessage(run: MessageRun, payload: AnnouncePayload): Promise<void> {
  for (;;) {
    run.signal.throwIfAborted()
    const wanted = await run.wanted()
    const { status, messageTs, shownHash } = run.message()
    if (wanted === undefined || status === 'unknown') return
    if (status === 'sending') await lookForMessage(run)
    else if (messageTs === null && status !== 'sent') await post(run, wanted)
    else if (status === 'sent' && shownHash === wanted.hash) return
    else if (!(await change(run, wanted, payload))) return
  }
}

/** Stores that it leaves before it leaves. */
async function post(run: MessageRun, wanted: Wanted): Promise<void> {
  const slack = await run.slack()
  await run.save({ status: 'sending', sentAt: run.deps.clock.now(), looks: 0, channel: slack.channel })
  try {
    await noteSent(run, wanted, await slack.post(wanted.message))
  } catch (error) {
    // An aborted request may have arrived, and so may one whose success could not be stored.
    run.signal.throwIfAborted()
    if (error instanceof LeaseLost) throw error
    if (!(error instanceof BudgetExhausted) && isOutcomeUnknown(error)) return lose(run, slack, error)
    await run.save({ status: 'waiting', sentAt: null })
    throw error
  }
}

async function noteSent(run: MessageRun, { hash }: Wanted, place: SlackPlace | null): Promise<void> {
  const where = { channel: place?.channel ?? null, messageTs: place?.ts ?? null }
  await run.save(
    { ...where, status: 'sent', shownHash: hash, error: null },
    { kind: 'announced', detail: 'Posted in Slack.' },
  )
}

/** Its answer was lost. */
async function lose(run: MessageRun, { mode }: SlackClient, error: unknown): Promise<void> {
  if (mode === 'bot') throw new LookLater(nextLook(run) ?? run.deps.clock.now())
  await mayBeThere(run, wordsOf(error))
}

/** False: this message cannot be changed for now. */
async function change(run: MessageRun, wanted: Wanted, { isAskedFor }: AnnouncePayload): Promise<boolean> {
  const { channel, messageTs: ts } = run.message()
  const slack = await run.slack()
  if (slack.mode === 'webhook' || ts === null || channel === null) return replaceByClick(run, wanted)
  // When its answer is lost nobody knows what is shown, and what was shown before may be wanted again.
  await run.save({ shownHash: null })
  try {
    await slack.update({ channel, ts }, wanted.message)
  } catch (error) {
    if (!(error instanceof SlackRefusal) || error.code !== 'message_not_found') throw error
    if (isAskedFor !== true) {
      await fail(run, DELETED)
      return false
    }
    await run.save({ status: 'waiting', messageTs: null, shownHash: null, sentAt: null, error: null })
    return true
  }
  await run.save({ status: 'sent', shownHash: wanted.hash, error: null })
  return true
}

async function fail(run: MessageRun, error: string): Promise<void> {
  const { status, error: known } = run.message()
  const isKnown = status === 'failed' && known === error
  const event = { kind: 'announcing-failed', detail: error } as const
  await run.save({ status: 'failed', error }, isKnown ? undefined : event)
}

async function settle(run: MessageRun, job: Job, error: unknown): Promise<JobResult> {
  if (error instanceof LeaseLost) return undefined
  if (job.signal.aborted) throw error
  try {
    return await settleFor(run, job, error)
  } catch (failure) {
    if (failure instanceof LeaseLost) return undefined
    throw failure
  }
}

async function settleFor(run: MessageRun, { lastAttempt }: Job, error: unknown): Promise<JobResult> {
  if (error instanceof LookLater) return { again: error.at }
  if (error instanceof BudgetExhausted) return { again: error.resumesAt }
  const isPermanent = failsAgain(error)
  if (isPermanent || lastAttempt) await giveUp(run, wordsOf(error))
  else await run.save({ error: wordsOf(error) })
  throw isPermanent ? new PermanentJobError(wordsOf(error), { cause: error }) : error
}

/** One that may have been posted is not posted again by itself. */
async function giveUp(run: MessageRun, words: string): Promise<void> {
  if (run.message().status === 'sending') await mayBeThere(run, words)
  else await fail(run, words)
}
