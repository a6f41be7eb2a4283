import type { FastifyRequest } from 'fastify'
import { AppError } from '../../shared/errors.ts'
import type { Caller } from '../http/index.ts'
import { readCredentials } from './read-credentials.ts'
import { recognise, type RecogniseDeps } from './recognise.ts'
import { requireSameOrigin } from './same-origin.ts'

export interface AuthenticateDeps extends RecogniseDeps {
  readonly baseUrl: () => string
}

type AuthenticatedRequest = Pick<FastifyRequest, 'headers' | 'method'>

/** For createGuard: who sends the request. Credentials of two callers at once are refused, not chosen from. */
export function createAuthenticate(
  deps: AuthenticateDeps,
): (request: AuthenticatedRequest) => Promise<Caller> {
  return async ({ headers, method }) => {
    const [credential, ...others] = readCredentials(headers, deps.baseUrl())
    if (!credential)
      throw new AppError(
        'UNAUTHORIZED',
        'Send a Clockify user token or an API key as "Authorization: Bearer".',
      )
    const caller = await recognise(deps, credential)
    for (const other of others) requireSameCaller(caller, await recognise(deps, other))
    if (credential.kind === 'session') requireSameOrigin(originOf({ headers, method }), deps.baseUrl())
    return caller
  }
}

export function originOf({ headers, method }: AuthenticatedRequest): Parameters<typeof requireSameOrigin>[0] {
  return {
    method,
    secFetchSite: headers['sec-fetch-site'],
    origin: headers.origin,
    host: headers.host,
  }
}

function requireSameCaller(one: Caller, other: Caller): void {
  const same =
    one.scope.workspaceId === other.scope.workspaceId &&
    one.scope.actor.type === other.scope.actor.type &&
    one.scope.actor.id === other.scope.actor.id
  if (!same)
    throw new AppError('UNAUTHORIZED', 'The request carries credentials of two callers; send only one.')
}
