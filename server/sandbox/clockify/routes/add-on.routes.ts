import { ApiError, badToken } from '../http/api-error.ts'
import { isObject, readObjects, requiredText } from '../http/read-input.ts'
import { ok, param, type Route } from '../http/route.ts'
import { changeSettings } from '../lifecycle/change-installation.ts'
import { tokenContext } from '../lifecycle/token-context.ts'
import { settingsOf } from '../lifecycle/settings.ts'
import { requireRecord } from '../state/require-record.ts'
import { userClaims } from '../tokens/claims.ts'
import type { World } from '../world.ts'

export const USER_TOKEN_SECONDS = 1800

function requireSettings(world: World): unknown {
  if (!isObject(world.addOn.settings)) throw new ApiError(404, 'The add-on has no settings', { code: 501 })
  return world.addOn.settings
}

/** Not under /v1: the add-on's structured settings and the token swap. */
export const addOnRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/addon/workspaces/{workspaceId}/settings',
    handle: (world) => ok(requireSettings(world)),
  },
  {
    method: 'PATCH',
    path: '/addon/workspaces/{workspaceId}/settings',
    handle: (world, request) => {
      const tree = requireSettings(world)
      const known = new Map(settingsOf(tree).map((setting) => [setting.id, setting]))
      const changes = readObjects(request.body).map((change) => {
        const id = requiredText(change, 'id')
        requireRecord(world, known, { id, what: 'Setting' })
        return { id, value: change['value'] }
      })
      // The platform tells the add-on by itself; its answer changes nothing here.
      world.background(changeSettings(world, changes))
      return ok(tree)
    },
  },
  {
    method: 'POST',
    path: '/addon/user/{userId}/token',
    handle: (world, request) => {
      const { installation } = world.addOn
      if (!installation || request.caller.kind !== 'installation') throw badToken()
      const user = requireRecord(world, world.state.users, { id: param(request, 'userId'), what: 'User' })
      const claims = userClaims(tokenContext(world, installation), {
        userId: user.id,
        role: user.role,
        expiresInSeconds: USER_TOKEN_SECONDS,
        language: 'EN',
        theme: 'DEFAULT',
      })
      return ok(world.signer.sign(claims), { 'content-type': 'text/plain' })
    },
  },
]
