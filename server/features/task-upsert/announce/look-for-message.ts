import { failsAgain, wordsOf } from '../failures.ts'
import { LookLater } from '../../../platform/outbound/index.ts'
import type { MessageRun } from './message-run.ts'

// After it was sent. The last one is later than any request of ours may take, at both ends.
const LOOKS_MS = [2_000, 10_000, 60_000] as const
const POST_AGAIN = 'Look into the channel; where it is missing, post it again here.'

/** Of a message whose answer was lost: what is there is adopted, what is not after the last look is to be posted. */
export async function lookForMessage(run: MessageRun): Promise<void> {
  const at = nextLook(run)
  if (at === undefined) return run.save({ status: 'waiting', sentAt: null, looks: 0 })
  const { channel, sentAt, trackedId: key, looks } = run.message()
  if (sentAt === null || at > run.deps.clock.now()) throw new LookLater(at)
  try {
    const slack = await run.slack()
    const where = channel ?? slack.channel
    if (slack.mode === 'webhook' || where === null)
      return await mayBeThere(run, 'An incoming webhook cannot look whether it has posted.')
    const found = await slack.findMessage({ key, channel: where, since: sentAt })
    if (found === undefined) return await run.save({ looks: looks + 1 })
    const place = { channel: found.channel, messageTs: found.ts }
    await run.save(
      // What it shows is told by the next update.
      { ...place, status: 'sent', shownHash: null, error: null },
      { kind: 'announced', detail: 'Posted in Slack; the answer was lost, and the message was found.' },
    )
  } catch (error) {
    run.signal.throwIfAborted()
    if (!failsAgain(error)) throw error
    await mayBeThere(run, wordsOf(error))
  }
}

/** It may be there, and nobody can find out but people. */
export async function mayBeThere(run: MessageRun, why: string): Promise<void> {
  const error = `It is not known whether the message is in Slack: ${why} ${POST_AGAIN}`
  await run.save({ status: 'unknown', error }, { kind: 'announcing-failed', detail: error })
}

/** Undefined when all looks are over. */
export function nextLook(run: MessageRun): Date | undefined {
  const { sentAt, looks } = run.message()
  const afterMs = LOOKS_MS[looks]
  return sentAt === null || afterMs === undefined ? undefined : new Date(sentAt.getTime() + afterMs)
}
