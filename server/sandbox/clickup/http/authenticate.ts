import type { IncomingHttpHeaders } from 'node:http'

import type { Role } from '../state/model.ts'
import type { World } from '../world.ts'
import { ApiError } from './api-error.ts'

export interface Caller {
  readonly kind: 'personal' | 'oauth'
  readonly token: string
  readonly userId: number
  readonly teamIds: readonly string[]
}

const BEARER = /^Bearer\s+/i

export function authenticate(world: World, headers: IncomingHttpHeaders): Caller {
  const header = headers.authorization?.trim() ?? ''
  if (header === '') {
    const status = world.quirks.missingHeaderStatus
    throw new ApiError(status, 'Authorization header required', { code: 'OAUTH_017' })
  }
  const grant = world.tokens.find(header.replace(BEARER, ''))
  if (grant === undefined) throw unknownToken(header)
  const isBearer = BEARER.test(header)
  if (grant.kind === 'personal' && isBearer && !world.quirks.bearerPersonalTokens) throw unknownToken(header)
  return grant
}

/** What looks like no token at all gets another code than a token that nobody knows. */
function unknownToken(header: string): ApiError {
  return header.startsWith('pk_')
    ? new ApiError(401, 'Token invalid', { code: 'OAUTH_025' })
    : new ApiError(401, 'Oauth token not found', { code: 'OAUTH_019' })
}

export function roleIn(world: World, teamId: string, userId: number): Role | undefined {
  return world.state.teams.get(teamId)?.members.find((member) => member.userId === userId)?.role
}
