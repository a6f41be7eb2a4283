import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { AppError } from '../../shared/errors.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { pageOf, readCursor } from '../../storage/keyset-page.ts'
import { instant, listOf, listParameters, type Guard } from '../http/index.ts'
import { listDrift, type ApiDriftRow } from './api-drift.store.ts'

const DriftQuery = Type.Object(
  {
    ...listParameters,
    connector: Type.Optional(Type.String({ description: 'only this connector', maxLength: 200 })),
    operationId: Type.Optional(Type.String({ description: 'only this operation', maxLength: 200 })),
  },
  { additionalProperties: false },
)

const DriftLine = Type.Object({
  connector: Type.String({ description: 'the service' }),
  operationId: Type.String({ description: 'the operation' }),
  pointer: Type.String({ description: 'where in the answer; * is any item or any id' }),
  kind: Type.String({ description: 'missing, type, enum, value, unexpected, status or content-type' }),
  firstSeenAt: instant('when it was first seen'),
  lastSeenAt: instant('when it was last seen'),
  count: Type.Integer({ description: 'calls that showed it' }),
  sample: Type.String({ description: 'the latest, shortened, without secrets' }),
})

const Key = Type.Tuple([Type.String(), Type.String(), Type.String(), Type.String()])

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
        summary: 'Where answers differ from the document',
        querystring: DriftQuery,
        response: { 200: listOf(DriftLine) },
      },
    },
    async (request) => {
      const { connector, operationId, cursor, limit } = request.query
      const scope = deps.guard.scopeOf(request)
      const filter = { connector, operationId, after: readKey(cursor), limit: limit + 1 }
      const rows = await inWorkspace(deps.db, scope, (tx) => listDrift(tx, scope, filter))
      return pageOf(rows.map(driftView), limit, (line) =>
        JSON.stringify([line.connector, line.operationId, line.pointer, line.kind]),
      )
    },
  )
}

function readKey(cursor: string | undefined): Static<typeof Key> | undefined {
  const text = readCursor(cursor)
  const key = text === undefined ? undefined : parsed(text)
  if (key === undefined || Value.Check(Key, key)) return key
  throw new AppError('INVALID', 'The cursor is not one that this list gave. Start again without it.', {
    violations: [{ in: 'query', pointer: '/cursor', message: 'is not a cursor of this list' }],
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not made by this list; the check that follows says so.
    return null
  }
}

function driftView(row: ApiDriftRow): Static<typeof DriftLine> {
  const { connector, operationId, pointer, kind, count, sample } = row
  return {
    connector,
    operationId,
    pointer,
    kind,
    count,
    sample,
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }
}
