// Promises: tasks of one ClickUp list are kept here as ClickUp last told of them, within its limit of requests.
// Never: changes a task by itself.
import type { PlatformModule } from '../../platform/feature.ts'
import type { Guard } from '../../platform/http/index.ts'
import { settingsRoutes } from './settings/settings.routes.ts'
import { syncJobs, syncSchedules } from './sync/sync-jobs.ts'
import { syncRoutes } from './sync/sync.routes.ts'
import { taskCacheRoutes, taskRoutes } from './tasks/task.routes.ts'
import type { ClickupWebhookDeps } from './webhooks/deps.ts'
import { hearTaskEvent, hearTaskEvents, TASK_EVENTS } from './webhooks/hear-task-events.ts'
import { keepWebhookHandler, keepWebhookSchedule } from './webhooks/keep-webhook-job.ts'
import { webhookRoutes } from './webhooks/webhook.routes.ts'

export type { ClickupTaskDeps } from './deps.ts'
export { clickupDoor } from './webhooks/clickup-door.ts'
export { askForWebhook } from './webhooks/ask-for-webhook.ts'

export function createClickupTasks(deps: ClickupWebhookDeps & { readonly guard: Guard }): PlatformModule {
  return {
    name: 'clickup-tasks',
    routes: async (app) => {
      await app.register(settingsRoutes, { deps })
      await app.register(syncRoutes, { deps })
      await app.register(taskRoutes, { deps })
      await app.register(taskCacheRoutes, { deps })
      await app.register(webhookRoutes, { deps })
    },
    subscriptions: [
      {
        name: 'clickup-tasks.hear-task',
        events: TASK_EVENTS,
        run: (scope, event) => hearTaskEvent(deps, scope, event),
        runMany: (scope, events) => hearTaskEvents(deps, scope, events),
      },
    ],
    jobs: [...syncJobs(deps), keepWebhookHandler(deps)],
    schedules: [...syncSchedules, keepWebhookSchedule],
  }
}
