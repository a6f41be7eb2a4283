import type { FastifyInstance } from 'fastify'
import type { Answer } from '../../shared/http/answer.ts'
import { createSandboxServer } from '../../shared/http/server.ts'
import type { World } from '../world.ts'
import type { SlackFault } from './faults.ts'
import type { Sender } from './request-log.ts'
import type { Route } from './route.ts'
import { rateLimited, refusal, SlackError } from './slack-error.ts'

const KEPT = /^\/(api|services|actions)\//

export function createServer(world: World, routes: readonly Route[]): FastifyInstance {
  return createSandboxServer<Route, SlackFault, Sender>({
    routes,
    clock: world.clock,
    latencyMs: world.options.latencyMs,
    faults: world.faults,
    served: (path) => path,
    documented: (path) => path,
    firstNote: ({ headers }) => ({ tokenKind: headers.authorization === undefined ? 'none' : 'unknown' }),
    record: (request) => {
      if (KEPT.test(request.path)) world.requests.record(request)
    },
    answer: (route, asked) => route.handle(world, asked),
    instead: answerOf,
    refuseBody: () => new SlackError('invalid_json'),
    failure: failureOf,
    unknownPath: { status: 404, body: 'not found', headers: { 'content-type': 'text/plain' } },
  })
}

function answerOf({ retryAfterSeconds, error, status, body, headers = {} }: SlackFault): Answer | undefined {
  if (retryAfterSeconds !== undefined) return refusal(rateLimited(retryAfterSeconds))
  if (error !== undefined) return { status: status ?? 200, headers, body: { ok: false, error } }
  if (status === undefined) return undefined
  return { status, headers, body: body ?? 'upstream request failed' }
}

function failureOf(error: unknown): Answer {
  if (error instanceof SlackError) return refusal(error)
  // Fastify's own complaints about the body; anything else is a fault of the sandbox and must be seen.
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status < 500) return refusal(new SlackError('invalid_form_data'))
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { status: 500, body: { ok: false, error: 'sandbox_failed', text } }
}
