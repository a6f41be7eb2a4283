import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Db } from '../../storage/db.ts'
import { listOf, type Guard } from '../http/index.ts'
import { DriftLine, DriftQuery } from './drift.schemas.ts'
import { driftView } from './drift.view.ts'
import { searchDrift } from './search-drift.ts'

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
      const { items, nextCursor } = await searchDrift(deps, deps.guard.scopeOf(request), request.query)
      return { items: items.map(driftView), nextCursor }
    },
  )
}
