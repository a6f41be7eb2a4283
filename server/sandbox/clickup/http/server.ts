import type { FastifyInstance } from 'fastify'

import type { Answer } from '../../shared/http/answer.ts'
import { type Asked, createSandboxServer } from '../../shared/http/server.ts'
import { nowMs, type World } from '../world.ts'
import { ApiError, badInput } from './api-error.ts'
import { authenticate } from './authenticate.ts'
import type { ClickUpFault } from './faults.ts'
import { rateHeaders, rateLimited } from './limits.ts'
import type { Sender } from './request-log.ts'
import type { Route } from './route.ts'

type ClickUpAsked = Asked<ClickUpFault, Sender>

export function createServer(world: World, routes: readonly Route[]): FastifyInstance {
  return createSandboxServer<Route, ClickUpFault, Sender>({
    routes,
    clock: world.clock,
    latencyMs: world.options.latencyMs,
    faults: world.faults,
    served: (path) => (path.startsWith('/v2/') ? `/api${path}` : path),
    documented: (path) => (path.startsWith('/api/v2/') ? path.slice('/api'.length) : path),
    firstNote: ({ headers }) => ({
      tokenKind: headers.authorization === undefined ? 'none' : 'unknown',
      userId: undefined,
    }),
    record: (request) => world.requests.record(request),
    answer: (route, asked) => answer(world, route, asked),
    instead: (fault) => answerOf(world, fault),
    refuseBody: (message) => badInput(message, 'INPUT_001'),
    failure: (error) => refusal(asApiError(error)),
    // Real ClickUp answers unknown paths with a text.
    unknownPath: { status: 404, body: '404 page not found', headers: { 'content-type': 'text/plain' } },
  })
}

function answer(world: World, route: Route, asked: ClickUpAsked): Answer {
  const rate = { headers: {} as Readonly<Record<string, string>> }
  try {
    const { query, params, body, headers, fault, note } = asked
    if (fault?.repeatPage !== undefined) query.set('page', String(fault.repeatPage))
    if (route.isOpen === true) return route.handle(world, { caller: nobody, params, query, body })
    const caller = authenticate(world, headers)
    Object.assign(note, { tokenKind: caller.kind, userId: caller.userId })
    const admitted = world.limits.admit(caller.token, nowMs(world))
    if (world.quirks.rateHeaders === 'always') rate.headers = rateHeaders(admitted)
    const done = route.handle(world, { caller, params, query, body })
    return { ...done, headers: { ...rate.headers, ...done.headers } }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const headers = { ...rate.headers, ...error.headers }
    return route.path.startsWith('/api/v3/')
      ? { status: error.status, headers, body: newerBody(world, error) }
      : { ...refusal(error), headers }
  }
}

/** Version 3 has another form of errors. */
function newerBody(world: World, { status, message }: ApiError): object {
  return { status, message, trace_id: world.random.uint32(), timestamp: nowMs(world) }
}

const nobody = { kind: 'oauth', token: '', userId: 0, teamIds: [] } as const

function refusal({ status, headers, body }: ApiError): Answer {
  return { status, headers, body }
}

function answerOf(world: World, fault: ClickUpFault): Answer | undefined {
  if (fault.rateLimited !== undefined) {
    const resetAt = Math.floor(nowMs(world) / 1000) + fault.rateLimited.resetInSeconds
    const rate = { limit: world.options.requestsPerMinute, remaining: 0, resetAt }
    return refusal(rateLimited(rate, undefined))
  }
  if (fault.status === undefined) return undefined
  const body = fault.body ?? { err: 'Internal server error', ECODE: 'FAULT_001' }
  return { status: fault.status, body, headers: fault.headers ?? {} }
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  // Fastify's own complaints about the body; anything else is a fault of the sandbox and must be seen.
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status < 500) return badInput(error instanceof Error ? error.message : 'the body', 'INPUT_001')
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new ApiError(500, text, { code: 'SANDBOX_FAILED' })
}
