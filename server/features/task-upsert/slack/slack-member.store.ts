import type { Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { SlackMembersTable } from '../../../storage/tables/tracked-tasks.ts'

export type SlackMember = Pick<Selectable<SlackMembersTable>, 'slackUserId' | 'clickupUserId'>

export async function findSlackMember(
  db: Db,
  scope: WorkspaceScope,
  slackUserId: string,
): Promise<SlackMember | undefined> {
  return db
    .selectFrom('slackMembers')
    .select(['slackUserId', 'clickupUserId'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('slackUserId', '=', slackUserId)
    .executeTakeFirst()
}

export async function listSlackMembers(db: Db, scope: WorkspaceScope): Promise<SlackMember[]> {
  return db
    .selectFrom('slackMembers')
    .select(['slackUserId', 'clickupUserId'])
    .where('workspaceId', '=', scope.workspaceId)
    .orderBy('slackUserId')
    .execute()
}

export async function upsertSlackMember(
  db: Db,
  { workspaceId }: WorkspaceScope,
  { slackUserId, ...chosen }: SlackMember & { readonly updatedAt: Date },
): Promise<void> {
  await db
    .insertInto('slackMembers')
    .values({ workspaceId, slackUserId, ...chosen })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'slackUserId']).doUpdateSet(chosen))
    .execute()
}

export async function deleteSlackMember(db: Db, scope: WorkspaceScope, slackUserId: string): Promise<void> {
  await db
    .deleteFrom('slackMembers')
    .where('workspaceId', '=', scope.workspaceId)
    .where('slackUserId', '=', slackUserId)
    .execute()
}
