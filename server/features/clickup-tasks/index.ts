// Promises: tasks of one ClickUp list are kept here as ClickUp last told of them, within its limit of requests; every task of an import
// is counted once, and every comment is answered at most once. Never: changes a task, or comments where no rule says so.
import type { PlatformModule } from '../../platform/feature.ts'
import type { Guard } from '../../platform/http/index.ts'
import { systemSleep } from '../../platform/outbound/index.ts'
import { answerEvent } from './auto-replies/answer-event.ts'
import { autoReplyRoutes, replyLogRoutes } from './auto-replies/auto-reply.routes.ts'
import { HEARD_EVENTS } from './auto-replies/read-happening.ts'
import { cacheTarget } from './imports/cache-target.ts'
import { driveImportHandler } from './imports/drive-import.ts'
import { importChangeRoutes, importRoutes } from './imports/import.routes.ts'
import type { ImportTarget } from './imports/import-target.ts'
import { watchImportsHandler, watchImportsSchedule } from './imports/watch-imports.ts'
import { pruneHandler, pruneSchedule } from './prune.ts'
import { settingsRoutes } from './settings/settings.routes.ts'
import { syncJobs, syncSchedules } from './sync/sync-jobs.ts'
import { syncRoutes } from './sync/sync.routes.ts'
import { taskCacheRoutes, taskRoutes } from './tasks/task.routes.ts'
import type { ClickupWebhookDeps } from './webhooks/deps.ts'
import { hearTaskEvent, hearTaskEvents, TASK_EVENTS } from './webhooks/hear-task-events.ts'
import { keepWebhookHandler, keepWebhookSchedule } from './webhooks/keep-webhook-job.ts'
import { webhookRoutes } from './webhooks/webhook.routes.ts'

export type { ClickupTaskDeps } from './deps.ts'
export { chosenList } from './settings/change-settings.ts'
export { syncSoon } from './sync/start-sync.ts'
export { clickupDoor } from './webhooks/clickup-door.ts'
export { askForWebhook } from './webhooks/ask-for-webhook.ts'
export { removeWebhooks } from './webhooks/remove-webhooks.ts'
export type { ImportedTask, ImportOutcome, ImportTarget } from './imports/import-target.ts'

interface ClickupTaskOptions extends ClickupWebhookDeps {
  readonly guard: Guard
  /** Where else tasks can be imported; left out: only to the cache. */
  readonly huntflowTarget?: ImportTarget
}

export function createClickupTasks(deps: ClickupTaskOptions): PlatformModule {
  const importing = {
    ...deps,
    sleep: systemSleep,
    targets: { cache: cacheTarget(deps), huntflow: deps.huntflowTarget },
  }
  return {
    name: 'clickup-tasks',
    routes: async (app) => {
      await app.register(settingsRoutes, { deps })
      await app.register(syncRoutes, { deps })
      await app.register(taskRoutes, { deps })
      await app.register(taskCacheRoutes, { deps })
      await app.register(webhookRoutes, { deps })
      await app.register(importRoutes, { deps: importing })
      await app.register(importChangeRoutes, { deps: importing })
      await app.register(autoReplyRoutes, { deps })
      await app.register(replyLogRoutes, { deps })
    },
    subscriptions: [
      {
        name: 'clickup-tasks.hear-task',
        events: TASK_EVENTS,
        run: (scope, event) => hearTaskEvent(deps, scope, event),
        runMany: (scope, events) => hearTaskEvents(deps, scope, events),
      },
      {
        name: 'clickup-tasks.auto-reply',
        events: HEARD_EVENTS,
        run: (scope, event) => answerEvent(deps, scope, event),
      },
    ],
    jobs: [
      ...syncJobs(deps),
      keepWebhookHandler(deps),
      driveImportHandler(importing),
      watchImportsHandler(importing),
      pruneHandler(deps),
    ],
    schedules: [...syncSchedules, keepWebhookSchedule, watchImportsSchedule, pruneSchedule],
  }
}
