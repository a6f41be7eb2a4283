import type { SlackClient } from '../../../connectors/slack/index.ts'
import {
  handleJob,
  PermanentJobError,
  type JobHandler,
  type JobResult,
  type JobRun,
} from '../../../platform/jobs/index.ts'
import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { findTaskMessage } from '../announce/message.store.ts'
import { shorten } from '../announce/mrkdwn.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { failsAgain, wordsOf } from '../failures.ts'
import { findClaim } from './claim.store.ts'
import { answerableSince, RESPONSE_PURPOSE } from './response-address.ts'
import { tellJob } from './tell-job.ts'

type Job = Pick<JobRun<{ readonly claimId: string }>, 'scope' | 'payload' | 'signal'>

interface Answer {
  readonly text: string
  readonly slackUserId: string
  /** Null: it is too late for that. */
  readonly responseUrl: string | null
  readonly channel: string | null
}

const MOST = 2_000

export function tellHandler(deps: TaskUpsertDeps): JobHandler {
  return handleJob(tellJob, (job) => tellClicker(deps, job))
}

/** Tells the one who has clicked, and nobody else, why that came to nothing. */
export async function tellClicker(deps: TaskUpsertDeps, job: Job): Promise<JobResult> {
  const answer = await readAnswer(deps, job)
  if (answer === undefined) return undefined
  try {
    const slack = await deps.openSlack(job.scope, 'interactive', job.signal)
    await tell(slack, answer)
    return undefined
  } catch (error) {
    if (error instanceof BudgetExhausted) return { again: error.resumesAt }
    if (failsAgain(error)) throw new PermanentJobError(wordsOf(error), { cause: error })
    throw error
  }
}

async function readAnswer({ db, clock, vault }: TaskUpsertDeps, job: Job): Promise<Answer | undefined> {
  const { scope, payload } = job
  return inWorkspace(db, scope, async (tx) => {
    const claim = await findClaim(tx, scope, payload.claimId)
    if (claim === undefined || claim.reason === null) return undefined
    const { responseUrlSealed: sealed, requestedAt, slackUserId, trackedId } = claim
    const isInTime = requestedAt >= answerableSince(clock.now())
    const message = await findTaskMessage(tx, scope, trackedId)
    return {
      text: shorten(claim.reason, MOST),
      slackUserId,
      responseUrl:
        sealed === null || !isInTime
          ? null
          : await vault.open(tx, scope, { purpose: RESPONSE_PURPOSE, sealed }),
      channel: message?.channel ?? null,
    }
  })
}

async function tell(slack: SlackClient, { text, slackUserId, responseUrl, channel }: Answer): Promise<void> {
  const canWhisper = slack.mode === 'bot' && channel !== null
  if (responseUrl !== null) {
    try {
      return await slack.respond(responseUrl, { text, replaceOriginal: false })
    } catch (error) {
      if (!canWhisper || !failsAgain(error)) throw error
    }
  }
  if (canWhisper) await slack.whisper(channel, slackUserId, text)
}
