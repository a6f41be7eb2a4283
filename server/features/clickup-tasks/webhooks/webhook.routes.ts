import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Guard } from '../../../platform/http/index.ts'
import type { ClickupWebhookDeps } from './deps.ts'
import { readWebhookState } from './read-webhook-state.ts'
import { WebhookStateView } from './webhook.schemas.ts'

interface WebhookRouteDeps extends Pick<ClickupWebhookDeps, 'db'> {
  readonly guard: Guard
}

export const webhookRoutes: FastifyPluginAsyncTypebox<{ deps: WebhookRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.get(
    '/api/clickup/webhook',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getClickupWebhook',
        tags: ['clickup tasks'],
        summary: 'Whether ClickUp tells of changes in the chosen list',
        response: { 200: WebhookStateView },
      },
    },
    async (request) => readWebhookState(deps, guard.scopeOf(request)),
  )
}
