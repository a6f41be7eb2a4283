import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../shared/errors.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { dedupeKey } from './dedupe-key.ts'
import type { ReceiveDeps } from './deps.ts'
import { readBody } from './read-body.ts'
import { receiveDelivery } from './receive-delivery.ts'
import { acceptServiceDelivery } from './accept-service-delivery.ts'
import type { ServiceDoor } from './service-door.ts'
import { createWebhookGuard, type SenderDeps, type WebhookGuard } from './webhook-guard.ts'
import {
  ConnectionInPath,
  DeliveryBody,
  DeliveryOutcome,
  EventInPath,
  HookInPath,
} from './webhook.schemas.ts'

type WebhookRouteDeps = ReceiveDeps & SenderDeps & { readonly doors: readonly ServiceDoor[] }

type App = Parameters<FastifyPluginAsyncTypebox>[0]

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

  registerDoors(app, deps)
}

function registerDoors(app: App, deps: WebhookRouteDeps): void {
  const tags = ['webhooks']
  for (const door of deps.doors)
    app.post(
      `/webhooks/${door.service}/:connectionId`,
      {
        // What a delivery is decides its body; the framework would refuse an odd content type unread.
        onRequest: async (request) => {
          request.raw.headers['content-type'] = 'application/json'
        },
        bodyLimit: BODY_LIMIT,
        schema: {
          operationId: `receive${door.label}Delivery`,
          tags,
          summary: `A webhook of ${door.label}, signed with its secret`,
          params: ConnectionInPath,
          body: DeliveryBody,
          response: { 200: DeliveryOutcome },
        },
      },
      async (request) => {
        const { headers, body } = request
        const { connectionId } = request.params
        // Nothing is said of an empty body either before its signature is known.
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        return acceptServiceDelivery(deps, door, { connectionId, headers, body: bytes })
      },
    )
}

async function receive(deps: ReceiveDeps, guard: WebhookGuard, request: FastifyRequest) {
  const { scope, eventType, active, source } = guard.senderOf(request)
  const body = bytesOf(request)
  const payload = readBody(body)
  requireOwnWorkspace(scope, payload)
  const { outcome } = await receiveDelivery(deps, scope, {
    type: eventType,
    key: dedupeKey(deps.windows, eventType, { bytes: body, payload }),
    source,
    active,
    body,
    idempotencyKey: headerOf(request, 'idempotency-key'),
  })
  if (outcome === 'refused')
    throw new AppError('UNAUTHORIZED', 'The workspace of this token is not installed here any more.')
  return { outcome }
}

function bytesOf({ body }: FastifyRequest): Buffer {
  if (Buffer.isBuffer(body)) return body
  throw new AppError('INVALID', 'The body is empty; a delivery is a JSON object.')
}

/** The workspace comes from the token; several bodies name none, but one that does must name the same. */
function requireOwnWorkspace(scope: WorkspaceScope, payload: JsonObject): void {
  const named = Object.hasOwn(payload, 'workspaceId') ? payload['workspaceId'] : undefined
  if (named !== undefined && named !== null && named !== scope.workspaceId)
    throw new AppError('FORBIDDEN', 'The body names another workspace than the token.')
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}
