import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listOf, type Guard } from '../http/index.ts'
import {
  connectionBody,
  ConnectionParams,
  ConnectionQuery,
  ConnectionView,
  TestOutcomeView,
} from './connection.schemas.ts'
import { connectionView } from './connection.view.ts'
import type { ConnectionDeps } from './deps.ts'
import { listConnections } from './list-connections.ts'
import { removeConnection } from './remove-connection.ts'
import { saveConnection } from './save-connection.ts'
import { testConnection } from './test-connection.ts'

export interface ConnectionRouteDeps extends ConnectionDeps {
  readonly guard: Guard
}

const tags = ['connections']

export const connectionRoutes: FastifyPluginAsyncTypebox<{ deps: ConnectionRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard, services } = deps

  app.get(
    '/api/connections',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listConnections',
        tags,
        summary: 'List the connections with other services, without their credentials',
        querystring: ConnectionQuery,
        response: { 200: listOf(ConnectionView) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await listConnections(deps, guard.scopeOf(request), request.query)
      return { items: items.map((row) => connectionView(row, services)), nextCursor }
    },
  )

  app.post(
    '/api/connections/:id/test',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'testConnection',
        tags,
        summary: 'Ask the service as whom the connection acts',
        params: ConnectionParams,
        response: { 200: TestOutcomeView },
      },
    },
    async (request) => testConnection(deps, guard.scopeOf(request), request.params),
  )

  app.delete(
    '/api/connections/:id',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'removeConnection',
        tags,
        summary: 'Forget a connection and its credentials',
        params: ConnectionParams,
        response: { 204: Type.Null({ description: 'forgotten' }) },
      },
    },
    async (request, reply) => {
      await removeConnection(deps, guard.scopeOf(request), request.params)
      return reply.code(204).send(null)
    },
  )
}

/** One route per service, so that each says what it takes. */
export const saveConnectionRoutes: FastifyPluginAsyncTypebox<{ deps: ConnectionRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard, services } = deps
  for (const service of services) {
    app.put(
      `/api/connections/${service.connector}`,
      {
        onRequest: guard.requires('admin'),
        schema: {
          operationId: `save${service.label}Connection`,
          tags,
          summary: `Connect with ${service.label}, or replace the credentials`,
          body: connectionBody(service.credentials),
          response: { 200: ConnectionView },
        },
      },
      async (request) => {
        const { baseUrl, ...credentials } = request.body
        const row = await saveConnection(deps, guard.scopeOf(request), { service, baseUrl, credentials })
        return connectionView(row, services)
      },
    )
  }
}
