import { Type } from 'typebox'

import { accessDenied, notFound } from '../http/api-error.ts'
import { readBody } from '../http/read-body.ts'
import { ok, type Route } from '../http/route.ts'
import { requireAccount } from '../state/access.ts'
import { ACCESS_SECONDS, REFRESH_SECONDS, type TokenPair } from '../tokens.ts'

const LOCALE = 'en_US'
const RefreshBody = Type.Object({ refresh_token: Type.String() })

export const accountRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/token/refresh',
    isOpen: true,
    handle: (world, request) => {
      const body = readBody(world, RefreshBody, request.body)
      const refreshed = world.tokens.refresh(body.refresh_token, !world.quirks.refreshTooEarly)
      if (refreshed.outcome === 'unknown') throw notFound('error.robot_token.not_found')
      if (refreshed.outcome === 'too-early') throw accessDenied('error.robot_token.refresh_too_early')
      return ok(pairView(refreshed.pair))
    },
  },
  {
    method: 'GET',
    path: '/me',
    handle: ({ state }, { caller }) => {
      const user = state.users.get(caller.userId)
      if (user === undefined) throw notFound()
      return ok({ ...user, locale: LOCALE })
    },
  },
  {
    method: 'GET',
    path: '/accounts',
    handle: ({ state }, { caller }) => {
      const items = [...state.accountsById.values()].flatMap(({ id, name, nick, members }) => {
        const memberType = members.get(caller.userId)
        const item = { id, name, nick, member_type: memberType, production_calendar: 1 }
        return memberType === undefined ? [] : [item]
      })
      return ok({ items })
    },
  },
  {
    method: 'GET',
    path: '/accounts/{account_id}',
    handle: (world, request) => {
      const { id, name, nick } = requireAccount(world, request).account
      return ok({ id, name, nick, locale: LOCALE, photo: null })
    },
  },
]

function pairView({ accessToken, refreshToken }: TokenPair) {
  return {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: ACCESS_SECONDS,
    refresh_token_expires_in: REFRESH_SECONDS,
    refresh_token: refreshToken,
  }
}
