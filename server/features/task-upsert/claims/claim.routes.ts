import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Guard } from '../../../platform/http/index.ts'
import { repeatAnnouncement } from '../announce/repeat-announcement.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { LedgerParams } from '../tasks/upsert.schemas.ts'
import { releaseClaim } from './release-claim.ts'

interface ClaimRouteDeps extends TaskUpsertDeps {
  readonly guard: Guard
}

const Asked = Type.Object({
  id: Type.String({ description: 'of the entry; its ledger says what became of it' }),
})
const tags = ['task upsert']

export const claimRoutes: FastifyPluginAsyncTypebox<{ deps: ClaimRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps
  const onRequest = guard.requires('admin')

  app.post(
    '/api/tasks/upserts/:id/announce',
    {
      onRequest,
      schema: {
        operationId: 'announcePushedTask',
        tags,
        summary:
          'Post the message of a pushed task again: one that has failed, was deleted, or may not be there',
        params: LedgerParams,
        response: { 202: Asked },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await repeatAnnouncement(deps, guard.scopeOf(request), request.params)),
  )

  app.post(
    '/api/tasks/upserts/:id/release',
    {
      onRequest,
      schema: {
        operationId: 'releasePushedTask',
        tags,
        summary: 'Take a claimed task from the one who has it, so that others can claim it',
        params: LedgerParams,
        response: { 202: Asked },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await releaseClaim(deps, guard.scopeOf(request), request.params)),
  )
}
