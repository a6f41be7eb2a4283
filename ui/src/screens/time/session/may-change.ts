import type { Session } from '../../../api/types.ts'
import type { TimeSession } from '../../../api/time-types.ts'

/** As the server sees it: members change their own sessions, admins everybody's; what is deleted stays as it is. */
export function mayChange(
  { actor }: Pick<Session, 'actor'>,
  { person, status }: Pick<TimeSession, 'person' | 'status'>,
): boolean {
  if (status === 'deleted' || actor.role === 'reader') return false
  return actor.role === 'admin' || (actor.type === 'user' && actor.id === person.externalId)
}
