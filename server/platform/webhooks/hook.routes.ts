import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listOf, type Guard } from '../http/index.ts'
import { addHook } from './add-hook.ts'
import type { HookDeps } from './deps.ts'
import { searchHooks } from './search-hooks.ts'
import { AddedHook, Hook, HookParams, HookQuery, NewHook } from './hook.schemas.ts'
import { hookView } from './hook.view.ts'
import { removeHook } from './remove-hook.ts'

interface HookRouteDeps extends HookDeps {
  readonly guard: Guard
}

export const hookRoutes: FastifyPluginAsyncTypebox<{ deps: HookRouteDeps }> = async (app, { deps }) => {
  const { guard, db, baseUrl } = deps
  const onRequest = guard.requires('admin')
  const tags = ['webhooks']

  app.post(
    '/api/clockify/hooks',
    {
      onRequest,
      schema: {
        operationId: 'addClockifyHook',
        tags,
        summary: 'Register a webhook that was made by hand in Clockify',
        body: NewHook,
        response: { 201: AddedHook },
      },
    },
    async (request, reply) => {
      const { id, url } = hookView(await addHook(deps, guard.scopeOf(request), request.body), baseUrl())
      return reply.code(201).send({ id, url })
    },
  )

  app.get(
    '/api/clockify/hooks',
    {
      onRequest,
      schema: {
        operationId: 'listClockifyHooks',
        tags,
        summary: 'List the webhooks that were made by hand',
        querystring: HookQuery,
        response: { 200: listOf(Hook) },
      },
    },
    async (request) => searchHooks(deps, guard.scopeOf(request), request.query),
  )

  app.delete(
    '/api/clockify/hooks/:id',
    {
      onRequest,
      schema: {
        operationId: 'removeClockifyHook',
        tags,
        summary: 'Forget a webhook that was made by hand; its deliveries are refused',
        params: HookParams,
        response: { 204: Type.Null({ description: 'forgotten' }) },
      },
    },
    async (request, reply) => {
      await removeHook({ db }, guard.scopeOf(request), request.params.id)
      return reply.code(204).send(null)
    },
  )
}
