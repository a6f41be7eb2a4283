import type { IncomingHttpHeaders } from 'node:http'

import { findUser } from '../state/look-up.ts'
import type { Dialect } from '../state/model.ts'
import type { Grant } from '../tokens.ts'
import type { World } from '../world.ts'
import { ApiError } from './api-error.ts'
import type { Caller, Route } from './route.ts'

export interface Entrance {
  readonly dialect: Dialect
  readonly isGateway: boolean
  readonly headers: IncomingHttpHeaders
}

const NOBODY: Caller = { accountId: undefined, grant: undefined }

/** Nobody when no credentials are sent; bad ones are refused, but for Data Center's trap. */
export function authenticate(world: World, { dialect, isGateway, headers }: Entrance): Caller {
  const header = headers.authorization?.trim() ?? ''
  if (isGateway) return throughGateway(world, header)
  if (header === '') return NOBODY
  const grant = dialect === 'cloud' ? siteGrant(world, header) : personalGrant(world, header)
  if (grant !== undefined) return { accountId: grant.accountId, grant }
  if (dialect === 'data-center' && world.quirks.badTokenAnonymous) return NOBODY
  throw unauthorized(dialect)
}

export function unauthorized(dialect: Dialect): ApiError {
  const message = 'Client must be authenticated to access this resource.'
  return new ApiError(401, message, {
    headers: dialect === 'cloud' ? {} : { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' },
  })
}

/** A token with scopes is of no use on the site's own address. */
function siteGrant(world: World, header: string): Grant | undefined {
  const grant = basicGrant(world, header)
  return grant?.kind === 'classic' ? grant : undefined
}

function throughGateway(world: World, header: string): Caller {
  const bearer = world.tokens.find(bearerIn(header))
  const grant = bearer?.kind === 'oauth' ? bearer : basicGrant(world, header)
  const isTaken = grant?.kind !== 'classic' || world.quirks.classicTokenOnGateway === 'taken'
  if (grant === undefined || !isTaken) throw gatewayRefusal('Unauthorized')
  return { accountId: grant.accountId, grant }
}

/** By e-mail and token; a personal access token is refused as a password. */
function basicGrant({ tokens, state }: World, header: string): Grant | undefined {
  const [, encoded] = /^Basic\s+(.+)$/i.exec(header) ?? []
  if (encoded === undefined) return undefined
  const [email = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':')
  const grant = tokens.find(rest.join(':'))
  if (grant === undefined || (grant.kind !== 'classic' && grant.kind !== 'scoped')) return undefined
  const isOwner = findUser(state, grant)?.email.toLowerCase() === email.toLowerCase()
  return isOwner ? grant : undefined
}

function personalGrant({ tokens }: World, header: string): Grant | undefined {
  const grant = tokens.find(bearerIn(header))
  return grant?.kind === 'pat' ? grant : undefined
}

function bearerIn(header: string): string {
  return /^Bearer\s+(.+)$/i.exec(header)?.[1] ?? ''
}

export function requireScope(route: Route, { grant }: Caller): void {
  if (grant === undefined || grant.kind === 'classic' || grant.kind === 'pat') return
  if (!route.scopes.some((scope) => grant.scopes.includes(scope)))
    throw gatewayRefusal('Unauthorized; scope does not match')
}

function gatewayRefusal(message: string): ApiError {
  const isScope = message.includes('scope')
  return new ApiError(401, message, {
    body: { code: 401, message },
    headers: isScope ? { 'x-failure-category': 'FAILURE_CLIENT_SCOPE_CHECK' } : {},
  })
}
