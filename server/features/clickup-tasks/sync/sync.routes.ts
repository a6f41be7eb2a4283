import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listOf, type Guard } from '../../../platform/http/index.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { readSyncRun, readSyncRuns } from './read-runs.ts'
import { startSync } from './start-sync.ts'
import { syncRunView } from './sync-run.view.ts'
import { SyncBody, SyncRunParams, SyncRunQuery, SyncRunView, SyncStarted } from './sync.schemas.ts'

interface SyncRouteDeps extends ClickupTaskDeps {
  readonly guard: Guard
}

const tags = ['clickup tasks']

export const syncRoutes: FastifyPluginAsyncTypebox<{ deps: SyncRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.post(
    '/api/clickup/sync',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'syncClickupTasks',
        tags,
        summary: 'Read the chosen ClickUp list: what was changed, or all of it',
        body: SyncBody,
        response: { 202: SyncStarted },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await startSync(deps, guard.scopeOf(request), request.body)),
  )

  app.get(
    '/api/clickup/sync-runs',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listClickupSyncRuns',
        tags,
        summary: 'Syncs of the last 30 days, latest first',
        querystring: SyncRunQuery,
        response: { 200: listOf(SyncRunView) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await readSyncRuns(deps, guard.scopeOf(request), request.query)
      return { items: items.map(syncRunView), nextCursor }
    },
  )

  app.get(
    '/api/clickup/sync-runs/:id',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getClickupSyncRun',
        tags,
        summary: 'How far a sync is, or how it ended',
        params: SyncRunParams,
        response: { 200: SyncRunView },
      },
    },
    async (request) => syncRunView(await readSyncRun(deps, guard.scopeOf(request), request.params)),
  )
}
