import { requireInstallation } from '../lifecycle/change-installation.ts'
import { tokenContext } from '../lifecycle/token-context.ts'
import type { WorkspaceRole } from '../state/model.ts'
import type { World } from '../world.ts'
import { type Claims, installationClaims, lifecycleClaims, userClaims } from './claims.ts'

export interface UserTokenInput {
  readonly userId?: string
  /** The user's own role when absent. */
  readonly role?: WorkspaceRole
  readonly expiresInSeconds?: number
  readonly language?: string
  readonly theme?: 'DEFAULT' | 'DARK'
}

/** What Clockify puts into an iframe's address as auth_token. */
export function issueUserToken(world: World, input: UserTokenInput = {}): string {
  const userId = input.userId ?? world.state.ownerId
  const claims = userClaims(tokenContext(world, requireInstallation(world)), {
    userId,
    role: input.role ?? world.state.users.get(userId)?.role ?? 'MEMBER',
    expiresInSeconds: input.expiresInSeconds ?? 1800,
    language: input.language ?? 'EN',
    theme: input.theme ?? 'DEFAULT',
  })
  return world.signer.sign(claims)
}

/** The claims of a lifecycle call, changed as the caller wishes. */
export function issueLifecycleToken(world: World, changes: Claims = {}): string {
  return world.signer.sign({
    ...lifecycleClaims(tokenContext(world, requireInstallation(world))),
    ...changes,
  })
}

/** Claims of today's installation token; a start for forged ones. */
export function currentClaims(world: World): Claims {
  return installationClaims(tokenContext(world, requireInstallation(world)), world.state.ownerId)
}
