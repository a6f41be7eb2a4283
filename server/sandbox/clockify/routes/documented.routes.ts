import type { ApiDocument } from '../http/document.ts'
import { generateBody } from '../http/generate-body.ts'
import { isObject } from '../http/read-input.ts'
import type { Route } from '../http/route.ts'
import { makeId } from '../state/ids.ts'
import { nowMs, type World } from '../world.ts'

/** The remaining operations answer a body of the documented shape and change nothing. */
export function documentedRoutes(
  document: ApiDocument | undefined,
  written: readonly Route[],
): readonly Route[] {
  const done = new Set(written.map((route) => `${route.method} ${route.path}`))
  return (document?.operations ?? [])
    .filter((operation) => !done.has(`${operation.method} ${operation.path}`))
    .map((operation) => ({
      method: operation.method,
      path: operation.path,
      handle: (world, request) => {
        if (!document || !operation.schema) return { status: operation.status }
        const body = generateBody(generation(world, document, request), operation.schema)
        return { status: operation.status, body }
      },
    }))
}

function generation(world: World, document: ApiDocument, request: Parameters<Route['handle']>[1]) {
  const sent = isObject(request.body) ? request.body : {}
  return {
    document,
    nowMs: nowMs(world),
    known: { ...sent, ...request.params, workspaceId: world.state.workspaceId },
    newId: () => makeId(world.random, nowMs(world)),
  }
}
