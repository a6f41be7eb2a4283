import { ApiError, badInput } from '../http/api-error.ts'
import { isObject } from '../http/read-input.ts'
import { type ApiRequest, ok, type Route } from '../http/route.ts'
import type { World } from '../world.ts'

/** From the body, as JSON or a form; from the query, as older clients send it. */
function given(request: ApiRequest, name: string): string {
  const value = isObject(request.body) ? request.body[name] : undefined
  return typeof value === 'string' ? value : (request.query.get(name) ?? '')
}

function requireClient(world: World, request: ApiRequest): void {
  if (given(request, 'client_id') !== world.tokens.clientId)
    throw new ApiError(401, 'Client not found', { code: 'OAUTH_010' })
}

export const oauthRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v2/oauth/token',
    isOpen: true,
    handle: (world, request) => {
      requireClient(world, request)
      if (given(request, 'client_secret') !== world.tokens.clientSecret)
        throw new ApiError(401, 'Client secret invalid', { code: 'OAUTH_011' })
      const exchange = world.tokens.exchange(given(request, 'code'))
      if (exchange.outcome === 'used') throw badInput('Code already used', 'OAUTH_014')
      if (exchange.outcome === 'unknown') throw badInput('Code not found', 'OAUTH_013')
      return ok({ access_token: exchange.token })
    },
  },
  {
    // Stands for the page where people choose their Workspaces; the owner agrees at once.
    method: 'GET',
    path: '/authorize',
    isOpen: true,
    handle: (world, request) => {
      requireClient(world, request)
      const target = request.query.get('redirect_uri')
      if (target === null) throw badInput('Redirect URI not passed', 'OAUTH_017')
      if (!world.options.redirectUris.includes(target)) throw badInput('Redirect URI mismatch', 'OAUTH_007')
      const { ownerId: userId, teamId } = world.state
      const url = new URL(target)
      url.searchParams.set('code', world.tokens.makeCode({ userId, teamIds: [teamId] }))
      const state = request.query.get('state')
      if (state !== null) url.searchParams.set('state', state)
      return { status: 302, headers: { location: url.href } }
    },
  },
]
