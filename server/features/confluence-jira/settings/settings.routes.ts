import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Guard } from '../../../platform/http/index.ts'
import type { ConfluenceJiraDeps } from '../deps.ts'
import { changeSettings, readSettings } from './change-settings.ts'
import { PageTaskSettingsChange, PageTaskSettingsView } from './settings.schemas.ts'

interface SettingsRouteDeps extends ConfluenceJiraDeps {
  readonly guard: Guard
}

const tags = ['page tasks']

export const pageTaskSettingsRoutes: FastifyPluginAsyncTypebox<{ deps: SettingsRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

  app.get(
    '/api/page-tasks/settings',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getPageTaskSettings',
        tags,
        summary: 'How Confluence tasks become Jira issues',
        response: { 200: PageTaskSettingsView },
      },
    },
    async (request) => readSettings(deps, guard.scopeOf(request)),
  )

  app.put(
    '/api/page-tasks/settings',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'changePageTaskSettings',
        tags,
        summary: 'Change how Confluence tasks become Jira issues; what is left out stays',
        body: PageTaskSettingsChange,
        response: { 200: PageTaskSettingsView },
      },
    },
    async (request) => changeSettings(deps, guard.scopeOf(request), request.body),
  )
}
