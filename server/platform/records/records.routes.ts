import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { listOf, type Guard } from '../http/index.ts'
import { collectionsView, recordView } from './record.view.ts'
import { Collections, RecordQuery, StoredRecord } from './records.schemas.ts'
import { listCollections } from './records.store.ts'
import { searchRecords } from './search-records.ts'

interface RecordsRouteDeps {
  readonly db: Db
  readonly guard: Guard
}

export const recordsRoutes: FastifyPluginAsyncTypebox<{ deps: RecordsRouteDeps }> = async (app, { deps }) => {
  const { guard, db } = deps
  const tags = ['records']

  app.get(
    '/api/records',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listRecords',
        tags,
        summary: 'List what the bootstrap and the webhooks stored',
        querystring: RecordQuery,
        response: { 200: listOf(StoredRecord) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await searchRecords(deps, guard.scopeOf(request), request.query)
      return { items: items.map(recordView), nextCursor }
    },
  )

  app.get(
    '/api/records/collections',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listCollections',
        tags,
        summary: 'Count the records of each collection',
        response: { 200: Collections },
      },
    },
    async (request) => {
      const scope = guard.scopeOf(request)
      return collectionsView(await inWorkspace(db, scope, (tx) => listCollections(tx, scope)))
    },
  )
}
