import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Clock } from '../../shared/clock.ts'
import type { Db } from '../../storage/db.ts'
import { CreatedWorkspaceView, CreateWorkspaceBody } from './access.schemas.ts'
import { createWorkspace } from './create-workspace.ts'
import { requireOperator } from './require-operator.ts'

interface OperatorRouteDeps {
  readonly db: Db
  readonly clock: Clock
  readonly adminKey: string | undefined
}

export const operatorRoutes: FastifyPluginAsyncTypebox<{ deps: OperatorRouteDeps }> = async (
  app,
  { deps },
) => {
  app.post(
    '/api/admin/workspaces',
    {
      onRequest: async (request) => requireOperator(deps.adminKey, request.headers.authorization),
      schema: {
        operationId: 'createWorkspace',
        tags: ['operator'],
        summary: 'Make a workspace without Clockify, with its first API key',
        body: CreateWorkspaceBody,
        response: { 201: CreatedWorkspaceView },
      },
    },
    async (request, reply) => reply.code(201).send(await createWorkspace(deps, request.body)),
  )
}
