import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { foreignCursor, pageOf, readCursor, type Page } from '../../storage/keyset-page.ts'
import { listOf, type Guard } from '../http/index.ts'
import { describeOperation, type Catalogue, type Compiler } from '../openapi/index.ts'
import { OperationDetail, OperationLine, OperationParams, OperationQuery } from './operation.schemas.ts'
import { operationDetailView, operationLineView } from './operation.view.ts'
import { requireOperation } from './require-operation.ts'

interface OperationsRouteDeps {
  readonly catalogue: Catalogue
  readonly compiler: Compiler
  readonly guard: Guard
  readonly hiddenFrom?: (scope: WorkspaceScope) => Promise<readonly string[]>
}

export const operationsRoutes: FastifyPluginAsyncTypebox<{ deps: OperationsRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard, catalogue, compiler, hiddenFrom } = deps
  const tags = ['studio']

  app.get(
    '/api/operations',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listOperations',
        tags,
        summary: 'List the operations that can be called; ETag and If-None-Match spare repetitions',
        querystring: OperationQuery,
        response: { 200: listOf(OperationLine), 304: Type.Null({ description: 'as it was' }) },
      },
    },
    async (request, reply) => {
      const hidden = (await hiddenFrom?.(guard.scopeOf(request))) ?? []
      const page = listOperations(catalogue, request.query, hidden)
      const etag = etagOf(page)
      void reply.header('etag', etag).header('cache-control', 'private, no-cache')
      return hasTag(request.headers['if-none-match'], etag) ? reply.code(304).send(null) : page
    },
  )

  app.get(
    '/api/operations/:connector/:operationId',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'describeOperation',
        tags,
        summary: 'All that is needed to make a call: parameters, body, answers, pages, where ids come from',
        params: OperationParams,
        response: { 200: OperationDetail },
      },
    },
    async (request) =>
      operationDetailView(describeOperation(compiler.compile(requireOperation(catalogue, request.params)))),
  )
}

function listOperations(
  catalogue: Catalogue,
  query: Static<typeof OperationQuery>,
  hidden: readonly string[],
): Page<Static<typeof OperationLine>> {
  const lines = catalogue
    .list(query)
    .filter(({ connector }) => !hidden.includes(connector))
    .map(operationLineView)
  const after = readCursor(query.cursor)
  const start = after === undefined ? 0 : indexAfter(lines, after)
  const limit = query.limit ?? lines.length
  return pageOf(lines.slice(start, start + limit + 1), limit, keyOf)
}

const keyOf = (line: Static<typeof OperationLine>): string => `${line.connector}/${line.operationId}`

function etagOf(page: object): string {
  return `"${createHash('sha256').update(JSON.stringify(page)).digest('base64url').slice(0, 22)}"`
}

function indexAfter(lines: readonly Static<typeof OperationLine>[], after: string): number {
  const index = lines.findIndex((line) => keyOf(line) === after)
  if (index >= 0) return index + 1
  throw foreignCursor()
}

/** Whoever compresses on the way makes the tag a weak one. */
function hasTag(given: string | undefined, etag: string): boolean {
  return (given ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
