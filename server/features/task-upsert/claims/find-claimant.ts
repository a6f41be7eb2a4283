import type { ClickupClient } from '../../../connectors/clickup/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { memberOf } from '../slack/match-members.ts'
import { findSlackMember } from '../slack/slack-member.store.ts'
import type { Claimant } from '../tasks/tracked-task.ts'
import type { Claim } from './claim.store.ts'

/** The click cannot be carried out until somebody has acted; the words say who and how. */
export class ClaimRefused extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'ClaimRefused'
  }
}

interface Asked {
  readonly claim: Pick<Claim, 'slackUserId' | 'slackUserName'>
  readonly clickup: Pick<ClickupClient, 'everyMember'>
  readonly signal: AbortSignal
}

const BY_HAND = 'An admin can say who you are in ClickUp: in Switchyard, under Pushed tasks, Members.'

/** Who has clicked is in ClickUp: as an admin has said, else who has the same e-mail there, letter by letter. Never by name. */
export async function findClaimant(
  { db, openSlack }: Pick<TaskUpsertDeps, 'db' | 'openSlack'>,
  scope: WorkspaceScope,
  { claim, clickup, signal }: Asked,
): Promise<Claimant> {
  const { slackUserId, slackUserName } = claim
  const byHand = await inWorkspaceAtOnce(db, scope, (tx) => findSlackMember(tx, scope, slackUserId))
  if (byHand !== undefined) return { slackUserId, name: slackUserName, clickupUserId: byHand.clickupUserId }
  const slack = await openSlack(scope, 'interactive', signal)
  if (slack.mode === 'webhook')
    throw new ClaimRefused(`Slack does not tell an incoming webhook who people are. ${BY_HAND}`)
  const { name, email } = await slack.user(slackUserId)
  if (email === null)
    throw new ClaimRefused(
      `Slack does not tell your e-mail; the app may lack the scope users:read.email. ${BY_HAND}`,
    )
  const member = memberOf(await clickup.everyMember(), email)
  if (member === undefined)
    throw new ClaimRefused(`No one member of ClickUp has your e-mail from Slack. ${BY_HAND}`)
  return { slackUserId, name, clickupUserId: member.id }
}
