import type { Pressure } from '../../storage/group-commit.ts'
import type { PlatformModule } from '../feature.ts'
import type { Schedule } from '../jobs/index.ts'
import { createInbox } from './create-inbox.ts'
import type { ReceiveDeps, WebhookOptions, WebhooksDeps } from './deps.ts'
import { dispatchEventHandler } from './dispatch-event.ts'
import { failLostEventsHandler } from './fail-lost-events.ts'
import { hookRoutes } from './hook.routes.ts'
import { failLostEvents, pruneEvents } from './jobs.ts'
import { pruneEventsHandler } from './prune-events.ts'
import { tellSubscribersHandlers } from './tell-subscribers.ts'
import { uninstallWebhooks } from './uninstall-webhooks.ts'
import { webhookEventRoutes } from './webhook-event.routes.ts'
import { webhookRoutes } from './webhook.routes.ts'

export const WEBHOOK_DEFAULTS: WebhookOptions = {
  windows: {
    // The longest that anybody has reported Clockify to repeat a delivery.
    withoutEntityMs: 24 * 60 * 60_000,
    // Observed repetitions come within 14 to 70 s.
    idsOnlyMs: 2 * 60_000,
  },
  retentionDays: 30,
  transactionsInFlight: 2,
  maxWaiting: 5_000,
}

const SCHEDULES: readonly Schedule[] = [
  {
    name: 'webhooks.prune-events',
    cron: '17 3 * * *',
    definition: pruneEvents,
    payload: {},
    each: 'workspace',
  },
  {
    name: 'webhooks.fail-lost-events',
    cron: '43 * * * *',
    definition: failLostEvents,
    payload: {},
    each: 'workspace',
  },
]

interface Webhooks extends PlatformModule {
  /** Of the deliveries that are to be stored: work that can wait should. */
  pressure(): Pressure
}

export function createWebhooks(deps: WebhooksDeps): Webhooks {
  const options = { ...WEBHOOK_DEFAULTS, ...deps.options }
  const inbox = createInbox(deps, options)
  const receiveDeps: ReceiveDeps = { ...deps, windows: options.windows, inbox }
  return {
    name: 'webhooks',
    routes: async (app) => {
      await app.register(webhookRoutes, { deps: { ...deps, ...receiveDeps } })
      await app.register(hookRoutes, { deps })
      await app.register(webhookEventRoutes, { deps })
    },
    jobs: [
      dispatchEventHandler(deps),
      ...tellSubscribersHandlers(deps),
      pruneEventsHandler({ ...deps, retentionDays: options.retentionDays }),
      failLostEventsHandler(deps),
    ],
    schedules: SCHEDULES,
    uninstall: uninstallWebhooks,
    pressure: () => inbox.pressure,
  }
}
