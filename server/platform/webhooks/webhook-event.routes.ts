import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listOf, type Guard } from '../http/index.ts'
import type { DispatchDeps } from './deps.ts'
import { describeEvent } from './describe-event.ts'
import { searchEvents } from './search-events.ts'
import { replayEvent } from './replay-event.ts'
import {
  ReplayOutcome,
  ReplayRequest,
  WebhookEventDetail,
  WebhookEventParams,
  WebhookEventQuery,
  WebhookEventSummary,
} from './webhook-event.schemas.ts'
import { replayView } from './webhook-event.view.ts'

interface WebhookEventRouteDeps extends DispatchDeps {
  readonly guard: Guard
}

export const webhookEventRoutes: FastifyPluginAsyncTypebox<{ deps: WebhookEventRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps
  const tags = ['webhooks']

  app.get(
    '/api/webhook-events',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listWebhookEvents',
        tags,
        summary: 'List webhook events, newest first',
        querystring: WebhookEventQuery,
        response: { 200: listOf(WebhookEventSummary) },
      },
    },
    async (request) => searchEvents(deps, guard.scopeOf(request), request.query),
  )

  app.get(
    '/api/webhook-events/:id',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getWebhookEvent',
        tags,
        summary: 'One webhook event with its body',
        params: WebhookEventParams,
        response: { 200: WebhookEventDetail },
      },
    },
    async (request) => describeEvent(deps, guard.scopeOf(request), request.params.id),
  )

  app.post(
    '/api/webhook-events/:id/replay',
    {
      onRequest: guard.requires('admin'),
      // The body may be left out.
      preValidation: async (request) => {
        request.body ??= { dryRun: false }
      },
      schema: {
        operationId: 'replayWebhookEvent',
        tags,
        summary: 'Hand an event to its subscribers again, or say what that would do',
        params: WebhookEventParams,
        body: ReplayRequest,
        response: { 200: ReplayOutcome, 202: ReplayOutcome },
      },
    },
    async (request, reply) => {
      const { dryRun } = request.body
      const replay = await replayEvent(deps, guard.scopeOf(request), { id: request.params.id, dryRun })
      return reply.code(dryRun ? 200 : 202).send(replayView(replay))
    },
  )
}
