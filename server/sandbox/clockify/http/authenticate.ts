import type { IncomingHttpHeaders } from 'node:http'

import type { WorkspaceRole } from '../state/model.ts'
import type { Claims } from '../tokens/claims.ts'
import type { World } from '../world.ts'
import { ApiError, badToken } from './api-error.ts'

/** Who calls: an API key and an installation token act as the owner, a user token as its user. */
export interface Caller {
  readonly kind: 'api-key' | 'installation' | 'user'
  readonly userId: string
  readonly role: WorkspaceRole
  /** Whose rate limit it uses. */
  readonly limitKey: string
}

export function authenticate(world: World, headers: IncomingHttpHeaders): Caller {
  const apiKey = single(headers['x-api-key'])
  const addonToken = single(headers['x-addon-token'])
  if ((apiKey === undefined) === (addonToken === undefined)) {
    throw new ApiError(401, 'Exactly one authentication header is needed', { code: 1000 })
  }
  return addonToken === undefined ? callerOfApiKey(world, apiKey ?? '') : callerOfToken(world, addonToken)
}

function callerOfApiKey(world: World, apiKey: string): Caller {
  const userId = world.apiKeys.get(apiKey)
  const user = userId === undefined ? undefined : world.state.users.get(userId)
  if (!user) throw new ApiError(401, 'The API key is not known', { code: 4003 })
  return { kind: 'api-key', userId: user.id, role: user.role, limitKey: `key ${apiKey}` }
}

function callerOfToken(world: World, token: string): Caller {
  const claims = world.readToken(token)
  const installation = world.addOn.installation
  if (!claims || !installation || !belongs(world, claims)) throw badToken()
  if (world.quirks.refuseWhenInactive && installation.status === 'INACTIVE') {
    throw new ApiError(403, 'The add-on is disabled in this workspace')
  }
  return callerOfClaims(world, claims)
}

function belongs(world: World, claims: Claims): boolean {
  const installation = world.addOn.installation
  const workspaceId = claims['workspaceId'] ?? claims['activeWs']
  return (
    claims['iss'] === 'clockify' &&
    claims['type'] === 'addon' &&
    claims['addonId'] === installation?.addonId &&
    claims['sub'] === installation?.addonKey &&
    workspaceId === world.state.workspaceId
  )
}

function callerOfClaims(world: World, claims: Claims): Caller {
  // Webhook and lifecycle tokens name no user: they identify, they open nothing.
  const userId = claims['user']
  const user = typeof userId === 'string' ? world.state.users.get(userId) : undefined
  if (!user) throw badToken()
  const limitKey = `add-on ${String(claims['addonId'])}`
  const role = claims['workspaceRole']
  if (role === undefined) return { kind: 'installation', userId: user.id, role: 'OWNER', limitKey }
  return { kind: 'user', userId: user.id, role: roleOf(role), limitKey }
}

function roleOf(claim: unknown): WorkspaceRole {
  const role = String(claim).toUpperCase()
  if (role === 'OWNER') return 'OWNER'
  return role === 'ADMIN' || role === 'WORKSPACE_ADMIN' ? 'WORKSPACE_ADMIN' : 'MEMBER'
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header
}
