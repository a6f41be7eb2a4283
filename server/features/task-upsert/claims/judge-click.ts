import type { UpsertSettings } from '../settings/settings.schemas.ts'
import type { Claimant } from '../tasks/tracked-task.ts'
import type { Claim } from './claim.store.ts'

export interface Judged {
  readonly claim: Pick<Claim, 'kind' | 'slackUserId'>
  readonly task: { readonly isThere: boolean; readonly claimant: Claimant | null }
  readonly settings: Pick<UpsertSettings, 'allowRelease' | 'allowTakeOver'>
  readonly isByAdmin: boolean
}

/** lost: others were first, or it is so already; failed: it is not allowed, or not possible. */
export type Verdict =
  | { readonly outcome: 'go' }
  | { readonly outcome: 'lost' | 'failed'; readonly reason: string }

const GO: Verdict = { outcome: 'go' }
const lost = (reason: string): Verdict => ({ outcome: 'lost', reason })
const failed = (reason: string): Verdict => ({ outcome: 'failed', reason })

/** Whether a click may be carried out, as the task is now. */
export function judgeClick(judged: Judged): Verdict {
  return judged.claim.kind === 'release' ? judgeRelease(judged) : judgeClaim(judged)
}

function judgeRelease({ claim, task: { claimant }, settings, isByAdmin }: Judged): Verdict {
  if (claimant === null) return lost('Nobody has this task, so there is nothing to give back.')
  if (claimant.slackUserId !== claim.slackUserId)
    return lost(`${claimant.name} has this task, so only they can give it back.`)
  if (settings.allowRelease || isByAdmin) return GO
  return failed('Tasks are not given back in Slack here. An admin can release it in Switchyard.')
}

function judgeClaim({ claim, task: { isThere, claimant }, settings }: Judged): Verdict {
  if (!isThere) return failed('The task was deleted in ClickUp. The next push makes it again.')
  if (claimant === null) return GO
  if (claimant.slackUserId === claim.slackUserId) return lost('It is yours already.')
  if (claim.kind === 'claim') return lost(`${claimant.name} was first and has this task.`)
  if (settings.allowTakeOver) return GO
  return failed(`${claimant.name} has this task, and tasks are not taken over in Slack here.`)
}
