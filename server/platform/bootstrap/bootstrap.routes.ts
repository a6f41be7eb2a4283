import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Guard } from '../http/index.ts'
import type { BootstrapDeps } from './bootstrap-deps.ts'
import { Bootstrap, BootstrapStarted } from './bootstrap.schemas.ts'
import { cancelBootstrap } from './cancel-bootstrap.ts'
import { readBootstrap } from './read-bootstrap.ts'
import { startBootstrap } from './start-bootstrap.ts'

export interface BootstrapRouteDeps extends BootstrapDeps {
  readonly guard: Guard
}

export const bootstrapRoutes: FastifyPluginAsyncTypebox<{ deps: BootstrapRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps
  const tags = ['bootstrap']

  app.post(
    '/api/bootstrap',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'startBootstrap',
        tags,
        summary: 'Read everything that the workspace lets the add-on read',
        response: { 202: BootstrapStarted },
      },
    },
    async (request, reply) => {
      const { runId } = await startBootstrap(deps, guard.scopeOf(request))
      return reply.code(202).send({ runId })
    },
  )

  app.get(
    '/api/bootstrap',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getBootstrap',
        tags,
        summary: 'See how far the latest bootstrap is',
        response: { 200: Bootstrap },
      },
    },
    async (request) => readBootstrap(deps, guard.scopeOf(request)),
  )

  app.post(
    '/api/bootstrap/cancel',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'cancelBootstrap',
        tags,
        summary: 'Stop the bootstrap; what it has stored stays',
        response: { 200: BootstrapStarted },
      },
    },
    async (request) => cancelBootstrap(deps, guard.scopeOf(request)),
  )
}
