import type { FastifyInstance } from 'fastify'

import type { Answer } from '../../shared/http/answer.ts'
import { type Asked, createSandboxServer } from '../../shared/http/server.ts'
import type { World } from '../world.ts'
import { ApiError, type ErrorItem, invalid, notFound, tooManyRequests } from './api-error.ts'
import { authenticate, requireUserAgent } from './authenticate.ts'
import type { HuntflowFault } from './faults.ts'
import type { Sender } from './request-log.ts'
import type { Route } from './route.ts'

export function createServer(world: World, routes: readonly Route[]): FastifyInstance {
  return createSandboxServer<Route, HuntflowFault, Sender>({
    routes,
    clock: world.clock,
    latencyMs: world.options.latencyMs,
    faults: world.faults,
    served: (path) => (path.startsWith('/files/') ? path : `/v2${path}`),
    documented: (path) => path,
    firstNote: ({ headers }) => ({
      tokenKind: headers.authorization === undefined ? 'none' : 'unknown',
      userId: undefined,
    }),
    record: (request) => world.requests.record(request),
    answer: (route, asked) => answer(world, route, asked),
    instead: (fault) => answerOf(world, fault),
    refuseBody: (message) => invalid(message),
    failure: (error) => refusal(asApiError(error)),
    unknownPath: refusal(notFound()),
  })
}

function answer(world: World, route: Route, asked: Asked<HuntflowFault, Sender>): Answer {
  try {
    requireUserAgent(world, asked.headers)
    const caller = route.isOpen === true ? { userId: 0 } : authenticate(world, asked.headers, asked.note)
    const done = route.handle(world, { ...asked, caller })
    return world.quirks.nulls || Buffer.isBuffer(done.body)
      ? done
      : { ...done, body: withoutNulls(done.body) }
  } catch (error) {
    if (error instanceof ApiError) return refusal(error)
    throw error
  }
}

function withoutNulls(body: unknown): unknown {
  if (body === undefined) return undefined
  return JSON.parse(JSON.stringify(body, (_name, value: unknown) => (value === null ? undefined : value)))
}

function refusal({ status, headers, body }: ApiError): Answer {
  return { status, headers, body }
}

function answerOf(world: World, fault: HuntflowFault): Answer | undefined {
  if (fault.rateLimited === true) return refusal(tooManyRequests(world.quirks.retryAfter))
  if (fault.status === undefined) return undefined
  const body = fault.body ?? { errors: [usualError(fault.status)] }
  return { status: fault.status, body, headers: fault.headers ?? {} }
}

function usualError(status: number): ErrorItem {
  return status === 402
    ? { type: 'payment_required', title: 'applicants_limit_exceeded' }
    : { type: 'server_error', title: 'Internal Server Error' }
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  // Fastify's own complaints about the body; anything else is a fault of the sandbox and must be seen.
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status < 500) return invalid(error instanceof Error ? error.message : 'the body')
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new ApiError(500, [{ type: 'sandbox_failed', title: text }])
}
