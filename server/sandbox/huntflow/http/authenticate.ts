import type { IncomingHttpHeaders } from 'node:http'

import { nowMs, type World } from '../world.ts'
import { ApiError, tooManyRequests, unauthorized } from './api-error.ts'
import type { Sender } from './request-log.ts'
import type { Caller } from './route.ts'

export function requireUserAgent(world: World, headers: IncomingHttpHeaders): void {
  if (!world.quirks.userAgentRequired || (headers['user-agent'] ?? '') !== '') return
  throw new ApiError(400, [{ type: 'bad_user_agent', title: 'bad_user_agent' }])
}

/** Notes whose request it is, and counts it. */
export function authenticate(world: World, headers: IncomingHttpHeaders, note: Sender): Caller {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (token === undefined) throw unauthorized('Invalid access token')
  const known = world.tokens.find(token)
  note.tokenKind = known.outcome
  if (known.outcome === 'unknown') throw unauthorized('Invalid access token')
  note.userId = known.userId
  if (known.outcome === 'expired') throw unauthorized('token_expired')
  if (!world.limits.admit(token, nowMs(world)).isAdmitted) throw tooManyRequests(world.quirks.retryAfter)
  return { userId: known.userId }
}
