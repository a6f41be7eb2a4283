import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { notFound } from '../../shared/errors.ts'
import { inWorkspace } from '../../storage/db.ts'
import { pageOf, readCursor } from '../../storage/keyset-page.ts'
import { listOf, type Guard } from '../http/index.ts'
import type { DispatchDeps } from './deps.ts'
import { replayEvent } from './replay-event.ts'
import { listDeliveries } from './webhook-delivery.store.ts'
import {
  ReplayOutcome,
  ReplayRequest,
  WebhookEventDetail,
  WebhookEventParams,
  WebhookEventQuery,
  WebhookEventSummary,
} from './webhook-event.schemas.ts'
import { findEvent, listEvents } from './webhook-event.store.ts'
import { eventDetailView, eventView, replayView } from './webhook-event.view.ts'

export interface WebhookEventRouteDeps extends DispatchDeps {
  readonly guard: Guard
}

const DELIVERIES_SHOWN = 20

export const webhookEventRoutes: FastifyPluginAsyncTypebox<{ deps: WebhookEventRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard, db } = deps
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
    async (request) => {
      const { type, status, cursor, limit } = request.query
      const scope = guard.scopeOf(request)
      const page = { type, status, before: readCursor(cursor), limit: limit + 1 }
      return inWorkspace(db, scope, async (tx) => {
        const { items, nextCursor } = pageOf(await listEvents(tx, scope, page), limit, (row) => row.id)
        const eventIds = items.map(({ id }) => id)
        const deliveries = await listDeliveries(tx, scope, { eventIds, perEvent: DELIVERIES_SHOWN })
        return { items: items.map((row) => eventView(row, deliveries)), nextCursor }
      })
    },
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
    async (request) => {
      const { id } = request.params
      const scope = guard.scopeOf(request)
      return inWorkspace(db, scope, async (tx) => {
        const row = await findEvent(tx, scope, id)
        if (!row) throw notFound('webhook event', id)
        const page = { eventIds: [id], perEvent: DELIVERIES_SHOWN }
        return eventDetailView(row, await listDeliveries(tx, scope, page))
      })
    },
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
