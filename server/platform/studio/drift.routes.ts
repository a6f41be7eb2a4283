import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { pageOf, readKeyCursor } from '../../storage/keyset-page.ts'
import { listOf, type Guard } from '../http/index.ts'
import { listDrift } from './api-drift.store.ts'
import { DriftKey, DriftLine, DriftQuery } from './drift.schemas.ts'
import { driftView } from './drift.view.ts'

export const driftRoutes: FastifyPluginAsyncTypebox<{
  deps: { readonly db: Db; readonly guard: Guard }
}> = async (app, { deps }) => {
  app.get(
    '/api/drift',
    {
      onRequest: deps.guard.requires('reader'),
      schema: {
        operationId: 'listDrift',
        tags: ['studio'],
        summary: 'List where answers differ from the document',
        querystring: DriftQuery,
        response: { 200: listOf(DriftLine) },
      },
    },
    async (request) => {
      const { connector, operationId, cursor, limit } = request.query
      const scope = deps.guard.scopeOf(request)
      const filter = { connector, operationId, after: readKeyCursor(cursor, DriftKey), limit: limit + 1 }
      const rows = await inWorkspace(deps.db, scope, (tx) => listDrift(tx, scope, filter))
      return pageOf(rows.map(driftView), limit, (line) =>
        JSON.stringify([line.connector, line.operationId, line.pointer, line.kind]),
      )
    },
  )
}
