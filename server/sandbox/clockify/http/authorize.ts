import type { World } from '../world.ts'
import { ApiError, badToken, forbidden } from './api-error.ts'
import type { ApiRequest } from './route.ts'
import { isAdminOnly, isRead, type Operation, scopeFor } from './scopes.ts'

/** Family refusals and scopes for add-on tokens, then the role of the person. */
export function authorize(world: World, operation: Operation, request: ApiRequest): void {
  if (operation.path.startsWith('/addon/')) {
    if (request.caller.kind === 'api-key') throw badToken()
    return
  }
  if (request.caller.kind !== 'api-key') checkScope(world, operation)
  if (request.caller.role === 'MEMBER') checkMember(operation, request)
}

function checkScope(world: World, operation: Operation): void {
  const scope = scopeFor(operation)
  if (scope === 'REFUSED') {
    if (world.quirks.familiesRefused) throw new ApiError(401, 'API is not accessible with an add-on token')
    return
  }
  if (world.addOn.installation?.manifest.scopes.includes(scope)) return
  const code = world.quirks.scopeRefusalHasCode ? { code: 1001 } : {}
  throw new ApiError(world.quirks.scopeRefusalStatus, `The add-on lacks the scope ${scope}`, code)
}

function checkMember(operation: Operation, request: ApiRequest): void {
  if (isAdminOnly(operation)) throw forbidden('Only admins of the workspace may do this')
  const owner = request.params['userId']
  const concernsOwner = !isRead(operation) || operation.path.includes('/user/{userId}/')
  if (owner !== undefined && concernsOwner && owner !== request.caller.userId) {
    throw forbidden('Only admins of the workspace may do this for somebody else')
  }
}
