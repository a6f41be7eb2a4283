// Promises: tasks of one ClickUp list are kept here as ClickUp last told of them, within its limit of requests.
// Never: changes a task by itself.
import type { PlatformModule } from '../../platform/feature.ts'
import type { Guard } from '../../platform/http/index.ts'
import type { ClickupTaskDeps } from './deps.ts'
import { settingsRoutes } from './settings/settings.routes.ts'

export type { ClickupTaskDeps } from './deps.ts'

export function createClickupTasks(deps: ClickupTaskDeps & { readonly guard: Guard }): PlatformModule {
  return {
    name: 'clickup-tasks',
    routes: async (app) => {
      await app.register(settingsRoutes, { deps })
    },
  }
}
