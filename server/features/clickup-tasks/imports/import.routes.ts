import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Guard } from '../../../platform/http/index.ts'
import { changeImport } from './change-import.ts'
import type { ImportDeps } from './import-deps.ts'
import type { ImportChange } from './import-state.ts'
import {
  ImportList,
  ImportParams,
  ImportQuery,
  ImportStarted,
  ImportView,
  NewImportBody,
} from './import.schemas.ts'
import { importView } from './import.view.ts'
import { readImport, readImports } from './read-imports.ts'
import { startImport } from './start-import.ts'

interface ImportRouteDeps extends ImportDeps {
  readonly guard: Guard
}

const tags = ['clickup tasks']

export const importRoutes: FastifyPluginAsyncTypebox<{ deps: ImportRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.get(
    '/api/clickup/imports',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listClickupImports',
        tags,
        summary: 'Bulk imports, newest first',
        querystring: ImportQuery,
        response: { 200: ImportList },
      },
    },
    async (request) => {
      const { items, nextCursor } = await readImports(deps, guard.scopeOf(request), request.query)
      return { items: items.map(importView), nextCursor }
    },
  )

  app.post(
    '/api/clickup/imports',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'startClickupImport',
        tags,
        summary: 'Import all tasks of a ClickUp list, one after the other',
        body: NewImportBody,
        response: { 202: ImportStarted },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await startImport(deps, guard.scopeOf(request), request.body)),
  )

  app.get(
    '/api/clickup/imports/:id',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getClickupImport',
        tags,
        summary: 'How far a bulk import is',
        params: ImportParams,
        response: { 200: ImportView },
      },
    },
    async (request) => importView(await readImport(deps, guard.scopeOf(request), request.params)),
  )
}

/** What may become of an import; each answers with how it stands then. */
export const importChangeRoutes: FastifyPluginAsyncTypebox<{ deps: ImportRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps
  const optionsOf = (operationId: string, summary: string) => ({
    onRequest: guard.requires('admin'),
    schema: { operationId, tags, summary, params: ImportParams, response: { 200: ImportView } },
  })
  const changeTo = async (
    scope: ReturnType<Guard['scopeOf']>,
    { id }: { readonly id: string },
    change: ImportChange,
  ): Promise<ImportView> => {
    await changeImport(deps, scope, { id, change })
    return importView(await readImport(deps, scope, { id }))
  }

  app.post(
    '/api/clickup/imports/:id/stop',
    optionsOf('stopClickupImport', 'Begin no other task; 409 unless it runs'),
    async (request) => changeTo(guard.scopeOf(request), request.params, 'stop'),
  )

  app.post(
    '/api/clickup/imports/:id/resume',
    optionsOf('resumeClickupImport', 'Go on with what is left; 409 unless it is stopped or has failed'),
    async (request) => changeTo(guard.scopeOf(request), request.params, 'resume'),
  )

  app.post(
    '/api/clickup/imports/:id/cancel',
    optionsOf('cancelClickupImport', 'End it for good; 409 when it is completed or cancelled'),
    async (request) => changeTo(guard.scopeOf(request), request.params, 'cancel'),
  )

  app.post(
    '/api/clickup/imports/:id/retry-failed',
    optionsOf(
      'retryFailedOfClickupImport',
      'Try only the failed tasks again; 409 unless it is completed and some have failed',
    ),
    async (request) => changeTo(guard.scopeOf(request), request.params, 'retry-failed'),
  )
}
