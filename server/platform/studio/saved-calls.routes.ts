import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listOf, type Guard } from '../http/index.ts'
import { IdParams } from './call.schemas.ts'
import { readSavedCall } from './read-saved-call.ts'
import { removeSavedCall } from './remove-saved-call.ts'
import { saveCall, type SaveDeps } from './save-call.ts'
import { SavedCall, SavedCallInput, SavedCallQuery } from './saved-call.schemas.ts'
import { savedCallView } from './saved-call.view.ts'
import { searchSavedCalls } from './search-saved-calls.ts'

interface SavedCallsRouteDeps extends SaveDeps {
  readonly guard: Guard
}

type Routes = FastifyPluginAsyncTypebox<{ deps: SavedCallsRouteDeps }>
const tags = ['studio']

export const savedCallsRoutes: Routes = async (app, { deps }) => {
  await app.register(readRoutes, { deps })
  await app.register(writeRoutes, { deps })
}

const readRoutes: Routes = async (app, { deps }) => {
  const { guard } = deps
  const onRequest = guard.requires('reader')

  app.get(
    '/api/saved-calls',
    {
      onRequest,
      schema: {
        operationId: 'listSavedCalls',
        tags,
        summary: 'List saved calls, newest first',
        querystring: SavedCallQuery,
        response: { 200: listOf(SavedCall) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await searchSavedCalls(deps, guard.scopeOf(request), request.query)
      return { items: items.map(savedCallView), nextCursor }
    },
  )

  app.get(
    '/api/saved-calls/:id',
    {
      onRequest,
      schema: {
        operationId: 'getSavedCall',
        tags,
        summary: 'One saved call',
        params: IdParams,
        response: { 200: SavedCall },
      },
    },
    async (request) => savedCallView(await readSavedCall(deps, guard.scopeOf(request), request.params.id)),
  )
}

const writeRoutes: Routes = async (app, { deps }) => {
  const { guard } = deps
  const onRequest = guard.requires('member')

  app.post(
    '/api/saved-calls',
    {
      onRequest,
      schema: {
        operationId: 'createSavedCall',
        tags,
        summary: 'Save a call for the workspace',
        body: SavedCallInput,
        response: { 201: SavedCall },
      },
    },
    async (request, reply) =>
      reply.code(201).send(savedCallView(await saveCall(deps, guard.scopeOf(request), request.body))),
  )

  app.put(
    '/api/saved-calls/:id',
    {
      onRequest,
      schema: {
        operationId: 'replaceSavedCall',
        tags,
        summary: 'Replace a saved call',
        params: IdParams,
        body: SavedCallInput,
        response: { 200: SavedCall },
      },
    },
    async (request) => {
      const input = { ...request.body, id: request.params.id }
      return savedCallView(await saveCall(deps, guard.scopeOf(request), input))
    },
  )

  app.delete(
    '/api/saved-calls/:id',
    {
      onRequest,
      schema: {
        operationId: 'deleteSavedCall',
        tags,
        summary: 'Delete a saved call',
        params: IdParams,
        response: { 204: Type.Null({ description: 'deleted' }) },
      },
    },
    async (request, reply) => {
      await removeSavedCall(deps, guard.scopeOf(request), request.params.id)
      return reply.code(204).send(null)
    },
  )
}
