import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Guard } from '../../../platform/http/index.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { changeSettings, readSettings } from './change-settings.ts'
import { SettingsChange, SettingsView } from './settings.schemas.ts'

interface SettingsRouteDeps extends TimeSessionDeps {
  readonly guard: Guard
}

const tags = ['time sessions']

export const settingsRoutes: FastifyPluginAsyncTypebox<{ deps: SettingsRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

  app.get(
    '/api/time-sessions/settings',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getTimeSessionSettings',
        tags,
        summary: 'How sessions are watched, mailed and reported',
        response: { 200: SettingsView },
      },
    },
    async (request) => readSettings(deps, guard.scopeOf(request)),
  )

  app.put(
    '/api/time-sessions/settings',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'changeTimeSessionSettings',
        tags,
        summary: 'Change settings of time sessions; what is left out stays',
        body: SettingsChange,
        response: { 200: SettingsView },
      },
    },
    async (request) => changeSettings(deps, guard.scopeOf(request), request.body),
  )
}
