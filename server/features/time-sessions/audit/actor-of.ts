import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { AuditActor } from './audit-chain.ts'

/** Who acts through the API; everything else is the system itself. */
export function actorOf({ actor }: WorkspaceScope): AuditActor {
  if (actor.type === 'user' || actor.type === 'api-key') return { type: actor.type, id: actor.id }
  return { type: 'system', id: actor.id }
}
