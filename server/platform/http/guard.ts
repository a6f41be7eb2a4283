import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { AppError } from '../../shared/errors.ts'
import type { Role, WorkspaceScope } from '../../shared/scope.ts'

/** Who calls, as proven by the request's credentials. */
export interface Caller {
  readonly scope: WorkspaceScope
  readonly role: Role
  /** The Clockify user token of the request, if it came with one: calls on the user's own behalf use it. */
  readonly userToken?: string
}

export interface Guard {
  /** Refuses with 401 or 403 before anything of the request is read. */
  requires(role: Role): onRequestAsyncHookHandler
  callerOf(request: FastifyRequest): Caller
  scopeOf(request: FastifyRequest): WorkspaceScope
}

const RANK: Record<Role, number> = { reader: 0, member: 1, admin: 2 }

export function createGuard(authenticate: (request: FastifyRequest) => Promise<Caller>): Guard {
  const callers = new WeakMap<FastifyRequest, Caller>()

  function callerOf(request: FastifyRequest): Caller {
    const caller = callers.get(request)
    if (!caller) throw new Error(`route ${request.routeOptions.url ?? ''} reads its caller but has no guard`)
    return caller
  }

  return {
    requires: (role) => async (request) => {
      const caller = await authenticate(request)
      if (RANK[caller.role] < RANK[role])
        throw new AppError('FORBIDDEN', `This needs the role ${role}; you have ${caller.role}.`)
      callers.set(request, caller)
    },
    callerOf,
    scopeOf: (request) => callerOf(request).scope,
  }
}
