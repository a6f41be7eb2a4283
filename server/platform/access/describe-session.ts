import { AppError } from '../../shared/errors.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { findInstallation } from '../addon/index.ts'
import type { Caller } from '../http/index.ts'
import type { SessionView } from './access.schemas.ts'
import { findWorkspace } from './workspace.store.ts'

/** Whose data the caller sees, as whom, and whether the add-on works there. */
export async function describeSession(deps: { readonly db: Db }, caller: Caller): Promise<SessionView> {
  const { scope, role } = caller
  return inWorkspace(deps.db, scope, async (tx) => {
    const workspace = await findWorkspace(tx, scope)
    if (!workspace) throw new AppError('UNAUTHORIZED', 'The workspace of this credential is gone.')
    const installation = await findInstallation(tx, scope)
    return {
      workspace,
      actor: { type: scope.actor.type, id: scope.actor.id, role },
      addon: installation ? { status: installation.status } : null,
      environment: installation ? environmentOf(installation.backendUrl) : null,
    }
  })
}

/** Clockify's hosts say which of its environments they belong to; any other host is a stand-in. */
function environmentOf(backendUrl: string): SessionView['environment'] {
  const { hostname } = new URL(backendUrl)
  if (hostname === 'developer.clockify.me') return 'developer'
  return hostname === 'clockify.me' || hostname.endsWith('.clockify.me') ? 'production' : 'other'
}
