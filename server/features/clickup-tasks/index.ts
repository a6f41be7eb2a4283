// Promises: tasks of one ClickUp list are kept here as ClickUp last told of them, within its limit of requests.
// Never: changes a task by itself.
import type { PlatformModule } from '../../platform/feature.ts'
import type { Guard } from '../../platform/http/index.ts'
import type { ClickupTaskDeps } from './deps.ts'
import { settingsRoutes } from './settings/settings.routes.ts'
import { syncJobs, syncSchedules } from './sync/sync-jobs.ts'
import { syncRoutes } from './sync/sync.routes.ts'
import { taskCacheRoutes, taskRoutes } from './tasks/task.routes.ts'

export type { ClickupTaskDeps } from './deps.ts'

export function createClickupTasks(deps: ClickupTaskDeps & { readonly guard: Guard }): PlatformModule {
  return {
    name: 'clickup-tasks',
    routes: async (app) => {
      await app.register(settingsRoutes, { deps })
      await app.register(syncRoutes, { deps })
      await app.register(taskRoutes, { deps })
      await app.register(taskCacheRoutes, { deps })
    },
    jobs: syncJobs(deps),
    schedules: syncSchedules,
  }
}
