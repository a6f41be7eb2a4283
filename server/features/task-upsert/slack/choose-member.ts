import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { deleteSlackMember, upsertSlackMember } from './slack-member.store.ts'

export interface Choice {
  readonly slackUserId: string
  /** Null: as their e-mail says. */
  readonly clickupUserId: string | null
}

/** Says who somebody of Slack is in ClickUp. INVALID where ClickUp has no such member. */
export async function chooseMember(
  { db, clock, openClickup }: Pick<TaskUpsertDeps, 'db' | 'clock' | 'openClickup'>,
  scope: WorkspaceScope,
  { slackUserId, clickupUserId }: Choice,
): Promise<Choice> {
  if (clickupUserId === null) {
    await inWorkspaceAtOnce(db, scope, (tx) => deleteSlackMember(tx, scope, slackUserId))
    return { slackUserId, clickupUserId }
  }
  const clickup = await openClickup(scope, 'interactive')
  const members = await clickup.everyMember()
  if (!members.some(({ id }) => id === clickupUserId))
    throw new AppError('INVALID', 'ClickUp has no such member. Choose one of the list.', {
      violations: [{ in: 'body', pointer: '/clickupUserId', message: 'is no member in ClickUp' }],
    })
  const chosen = { slackUserId, clickupUserId, updatedAt: clock.now() }
  await inWorkspaceAtOnce(db, scope, (tx) => upsertSlackMember(tx, scope, chosen))
  return { slackUserId, clickupUserId }
}
