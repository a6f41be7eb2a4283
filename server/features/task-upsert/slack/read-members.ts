import type { SlackClient } from '../../../connectors/slack/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import { listClickers } from '../claims/claim.store.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { matchMembers, type SlackPerson } from './match-members.ts'
import { listSlackMembers } from './slack-member.store.ts'
import type { SlackMembersView } from './slack.schemas.ts'

type MemberDeps = Pick<TaskUpsertDeps, 'db' | 'openSlack' | 'openClickup'>

/** People of the Slack workspace beside those of ClickUp. CONFLICT where one of them is not connected. */
export async function readMembers(deps: MemberDeps, scope: WorkspaceScope): Promise<SlackMembersView> {
  const slack = await deps.openSlack(scope, 'interactive')
  const clickup = await deps.openClickup(scope, 'interactive')
  const [people, members] = await Promise.all([peopleOf(deps, scope, slack), clickup.everyMember()])
  const chosen = await inWorkspaceAtOnce(deps.db, scope, (tx) => listSlackMembers(tx, scope))
  return { items: [...matchMembers({ people, members, chosen })], clickupMembers: [...members] }
}

/** Slack does not tell an incoming webhook who there is, so those who were seen here. */
async function peopleOf(
  { db }: MemberDeps,
  scope: WorkspaceScope,
  slack: SlackClient,
): Promise<readonly SlackPerson[]> {
  if (slack.mode === 'bot') {
    const users = await slack.users()
    return users
      .filter(({ isBot, isDeleted }) => !isBot && !isDeleted)
      .map(({ id, name, email }) => ({ id, name, email }))
  }
  return inWorkspace(db, scope, async (tx) => {
    const chosen = await listSlackMembers(tx, scope)
    const seen = new Map(chosen.map(({ slackUserId: id }) => [id, id]))
    for (const { id, name } of await listClickers(tx, scope)) seen.set(id, name)
    return [...seen].map(([id, name]) => ({ id, name, email: null }))
  })
}
