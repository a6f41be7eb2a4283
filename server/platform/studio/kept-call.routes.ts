import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Db } from '../../storage/db.ts'
import type { Guard } from '../http/index.ts'
import type { Catalogue } from '../openapi/index.ts'
import { CallDetail, IdParams, Snippet, SnippetQuery } from './call.schemas.ts'
import { callSnippet } from './call-snippet.ts'
import { callDetailView } from './call.view.ts'
import { readCall } from './read-call.ts'

interface KeptCallRouteDeps {
  readonly db: Db
  readonly catalogue: Catalogue
  readonly guard: Guard
}

const tags = ['studio']

export const keptCallRoutes: FastifyPluginAsyncTypebox<{ deps: KeptCallRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

  app.get(
    '/api/calls/:id',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getCall',
        tags,
        summary: 'One call with its request and answer, without secrets',
        params: IdParams,
        response: { 200: CallDetail },
      },
    },
    async (request) => callDetailView(await readCall(deps, guard.scopeOf(request), request.params.id)),
  )

  app.get(
    '/api/calls/:id/snippet',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getCallSnippet',
        tags,
        summary: 'The call as curl, JavaScript or Python',
        params: IdParams,
        querystring: SnippetQuery,
        response: { 200: Snippet },
      },
    },
    async (request) => {
      const { target } = request.query
      const text = await callSnippet(deps, guard.scopeOf(request), { id: request.params.id, target })
      return { target, snippet: text }
    },
  )
}
