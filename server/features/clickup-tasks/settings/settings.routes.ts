import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Guard } from '../../../platform/http/index.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { changeSettings, readSettings } from './change-settings.ts'
import { listPathOptions } from './list-path-options.ts'
import { PathOptions, PathQuery, SettingsChange, SettingsView } from './settings.schemas.ts'

interface SettingsRouteDeps extends ClickupTaskDeps {
  readonly guard: Guard
}

const tags = ['clickup tasks']

export const settingsRoutes: FastifyPluginAsyncTypebox<{ deps: SettingsRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

  app.get(
    '/api/clickup/settings',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getClickupSettings',
        tags,
        summary: 'Which ClickUp list is kept here, and how',
        response: { 200: SettingsView },
      },
    },
    async (request) => readSettings(deps, guard.scopeOf(request)),
  )

  app.put(
    '/api/clickup/settings',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'changeClickupSettings',
        tags,
        summary: 'Choose the ClickUp list and how it is kept; what is left out stays',
        body: SettingsChange,
        response: { 200: SettingsView },
      },
    },
    async (request) => changeSettings(deps, guard.scopeOf(request), request.body),
  )

  app.get(
    '/api/clickup/path-options',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'listClickupPathOptions',
        tags,
        summary: 'What can be chosen next on the way to a list; the lowest given place counts',
        querystring: PathQuery,
        response: { 200: PathOptions },
      },
    },
    async (request) => listPathOptions(deps, guard.scopeOf(request), request.query),
  )
}
