import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Clock } from '../../shared/clock.ts'
import type { Db } from '../../storage/db.ts'
import type { Guard } from '../http/index.ts'
import {
  ApiKeyPageView,
  ApiKeyParams,
  ApiKeyQuery,
  CreateApiKeyBody,
  CreatedApiKeyView,
} from './access.schemas.ts'
import { apiKeyView } from './api-key.view.ts'
import { createApiKey } from './create-api-key.ts'
import { deleteApiKey } from './delete-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'

interface ApiKeyRouteDeps {
  readonly db: Db
  readonly clock: Clock
  readonly guard: Guard
}

const tags = ['api keys']

export const apiKeyRoutes: FastifyPluginAsyncTypebox<{ deps: ApiKeyRouteDeps }> = async (app, { deps }) => {
  const onRequest = deps.guard.requires('admin')

  app.get(
    '/api/api-keys',
    {
      onRequest,
      schema: {
        operationId: 'listApiKeys',
        tags,
        summary: 'List the API keys of the workspace, without the keys themselves',
        querystring: ApiKeyQuery,
        response: { 200: ApiKeyPageView },
      },
    },
    async (request) => {
      const { items, nextCursor } = await listApiKeys(deps, deps.guard.scopeOf(request), request.query)
      return { items: items.map(apiKeyView), nextCursor }
    },
  )

  app.post(
    '/api/api-keys',
    {
      onRequest,
      schema: {
        operationId: 'createApiKey',
        tags,
        summary: 'Make an API key; the answer is the only place that shows it',
        body: CreateApiKeyBody,
        response: { 201: CreatedApiKeyView },
      },
    },
    async (request, reply) => {
      const { role, label = `Key of a ${role}` } = request.body
      const { key, ...row } = await createApiKey(deps, deps.guard.scopeOf(request), { role, label })
      return reply.code(201).send({ ...apiKeyView(row), key })
    },
  )

  app.delete(
    '/api/api-keys/:id',
    {
      onRequest,
      schema: {
        operationId: 'deleteApiKey',
        tags,
        summary: 'Delete an API key and end its sessions',
        params: ApiKeyParams,
        response: { 204: Type.Null({ description: 'deleted' }) },
      },
    },
    async (request, reply) => {
      await deleteApiKey(deps, deps.guard.scopeOf(request), request.params)
      return reply.code(204).send(null)
    },
  )
}
