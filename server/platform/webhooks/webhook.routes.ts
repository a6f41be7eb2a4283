import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../shared/errors.ts'
import type { ReceiveDeps } from './deps.ts'
import { receiveDelivery } from './receive-delivery.ts'
import { createWebhookGuard, type SenderDeps, type WebhookGuard } from './webhook-guard.ts'
import { DeliveryBody, DeliveryOutcome, EventInPath, HookInPath } from './webhook.schemas.ts'

type WebhookRouteDeps = ReceiveDeps & SenderDeps

const BODY_LIMIT = 1024 * 1024

/** The doors for deliveries; they keep the bytes as they came. */
export const webhookRoutes: FastifyPluginAsyncTypebox<{ deps: WebhookRouteDeps }> = async (app, { deps }) => {
  const guard = createWebhookGuard(deps)
  const tags = ['webhooks']
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    async (_request: FastifyRequest, body: Buffer) => body,
  )

  app.post(
    '/webhooks/clockify/:event',
    {
      onRequest: guard.addon,
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: 'receiveAddonDelivery',
        tags,
        summary: 'A webhook of the add-on; Clockify-Signature is its token',
        params: EventInPath,
        body: DeliveryBody,
        response: { 200: DeliveryOutcome },
      },
    },
    async (request) => receive(deps, guard, request),
  )

  app.post(
    '/webhooks/clockify/hooks/:hookId',
    {
      onRequest: guard.hook,
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: 'receiveHookDelivery',
        tags,
        summary: 'A webhook that was made by hand; Clockify-Signature is its plain token',
        params: HookInPath,
        body: DeliveryBody,
        response: { 200: DeliveryOutcome },
      },
    },
    async (request) => receive(deps, guard, request),
  )
}

async function receive(deps: ReceiveDeps, guard: WebhookGuard, request: FastifyRequest) {
  const { scope, eventType, active, source } = guard.senderOf(request)
  if (!Buffer.isBuffer(request.body))
    throw new AppError('INVALID', 'The body is empty; a delivery is a JSON object.')
  const { outcome } = await receiveDelivery(deps, scope, {
    type: eventType,
    source,
    active,
    body: request.body,
    idempotencyKey: headerOf(request, 'idempotency-key'),
  })
  return { outcome }
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}
