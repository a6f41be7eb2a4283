import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Db } from '../../storage/db.ts'
import { listOf, type Guard } from '../http/index.ts'
import { callOperation, type CallDeps } from './call-operation.ts'
import { CallAnswer, CallLine, CallQuery, CallRequest, DryRun } from './call.schemas.ts'
import { callLineView, outcomeView } from './call.view.ts'
import { searchCalls } from './search-calls.ts'

interface CallsRouteDeps extends CallDeps {
  readonly db: Db
  readonly guard: Guard
}

const tags = ['studio']

export const callsRoutes: FastifyPluginAsyncTypebox<{ deps: CallsRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.post(
    '/api/calls',
    {
      onRequest: guard.requires('member'),
      schema: {
        operationId: 'callOperation',
        tags,
        summary: 'Call an operation: checked first, sent once, its answer given as it is',
        body: CallRequest,
        response: { 200: Type.Union([CallAnswer, DryRun]) },
      },
    },
    async (request, reply) => {
      const outcome = await callOperation(deps, guard.callerOf(request), {
        ...request.body,
        signal: signalOf(reply),
      })
      // Large bodies are not taken through a schema once more.
      return reply.serializer(JSON.stringify).send(outcomeView(outcome))
    },
  )

  app.get(
    '/api/calls',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listCalls',
        tags,
        summary: "List the workspace's calls, newest first",
        querystring: CallQuery,
        response: { 200: listOf(CallLine) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await searchCalls(deps, guard.scopeOf(request), request.query)
      return { items: items.map(callLineView), nextCursor }
    },
  )
}

/** Aborted when the caller hangs up before the answer. */
function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) controller.abort()
  })
  return controller.signal
}
