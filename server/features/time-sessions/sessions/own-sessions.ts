import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'

/** Members change their own sessions, admins everybody's; the system itself does not come this way. */
export function checkOwner({ actor }: WorkspaceScope, person: { readonly externalId: string | null }): void {
  if (actor.type !== 'user' && actor.type !== 'api-key') return
  if (actor.role === 'admin' || (actor.type === 'user' && actor.id === person.externalId)) return
  throw new AppError('FORBIDDEN', 'Only admins change the sessions of other people.')
}
