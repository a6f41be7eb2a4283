import { Type } from 'typebox'
import { hasShape } from '../../../shared/has-shape.ts'
import { UnreadableEvent, type WebhookEvent } from '../../../platform/feature.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { updatePersonOfUser } from './person.store.ts'

export const USER_EVENTS: readonly string[] = ['USER_UPDATED', 'USER_EMAIL_CHANGED', 'USER_JOINED_WORKSPACE']

const text = Type.String({ minLength: 1, maxLength: 254, pattern: '^[^\\u0000]*$' })
const UserBody = Type.Object({ id: text, email: text, name: text })

/** Name and address are Clockify's; what people have set here stays. */
export async function hearUser(
  deps: Pick<TimeSessionDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  { type, payload }: WebhookEvent,
): Promise<void> {
  if (!hasShape(UserBody, payload)) throw new UnreadableEvent(`the body of ${type} is no user`)
  const { id: externalId, email, name } = payload
  const said = { externalId, email, name, updatedAt: deps.clock.now() }
  await inWorkspaceAtOnce(deps.db, scope, (tx) => updatePersonOfUser(tx, scope, said))
}
