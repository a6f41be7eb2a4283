import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Guard } from '../../../platform/http/index.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { changeSettings, readSettings } from './change-settings.ts'
import { UpsertSettingsChange, UpsertSettingsView } from './settings.schemas.ts'

interface SettingsRouteDeps extends TaskUpsertDeps {
  readonly guard: Guard
}

const tags = ['task upsert']

export const upsertSettingsRoutes: FastifyPluginAsyncTypebox<{ deps: SettingsRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

  app.get(
    '/api/tasks/settings',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getTaskUpsertSettings',
        tags,
        summary: 'Where pushed tasks go, and who hears of them',
        response: { 200: UpsertSettingsView },
      },
    },
    async (request) => readSettings(deps, guard.scopeOf(request)),
  )

  app.put(
    '/api/tasks/settings',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'changeTaskUpsertSettings',
        tags,
        summary: 'Choose where pushed tasks go, and who hears of them; what is left out stays',
        body: UpsertSettingsChange,
        response: { 200: UpsertSettingsView },
      },
    },
    async (request) => changeSettings(deps, guard.scopeOf(request), request.body),
  )
}
