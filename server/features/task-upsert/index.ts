// Promises: each internal id of a list becomes one ClickUp task and one message in Slack, however often it is pushed and whatever fails on
// the way; who claims a task there is its assignee in ClickUp before anybody is told so. Never: repeats a write whose outcome is not known
// before it has looked for its trace, or undoes what people have changed.
import type { PlatformModule } from '../../platform/feature.ts'
import type { Guard } from '../../platform/http/index.ts'
import { systemSleep } from '../../platform/outbound/index.ts'
import { announceHandler } from './announce/announce-task.ts'
import { claimHandler } from './claims/claim-task.ts'
import { claimRoutes } from './claims/claim.routes.ts'
import { findLostClaimsHandler, findLostClaimsSchedule } from './claims/find-lost-claims.ts'
import { slackInteractionRoutes } from './claims/slack-interaction.routes.ts'
import { tellHandler } from './claims/tell-clicker.ts'
import type { TaskUpsertDeps } from './deps.ts'
import { upsertSettingsRoutes } from './settings/settings.routes.ts'
import { slackRoutes } from './slack/slack.routes.ts'
import { GONE_EVENTS, hearGone, hearGoneTask } from './tasks/hear-gone.ts'
import { createListFacts } from './tasks/list-facts.ts'
import { pushHandler } from './tasks/push-job.ts'
import { createStateWatch } from './tasks/state-watch.ts'
import { ledgerRoutes, upsertRoutes } from './tasks/upsert.routes.ts'

export type { TaskUpsertDeps } from './deps.ts'
export { pushFile } from './push/push-file.ts'

interface TaskUpsertOptions extends TaskUpsertDeps {
  readonly guard: Guard
}

export function createTaskUpsert(deps: TaskUpsertOptions): PlatformModule {
  const pushing = {
    ...deps,
    factsOf: createListFacts(deps.clock),
    watch: createStateWatch({ db: deps.db, sleep: systemSleep }),
  }
  return {
    name: 'task-upsert',
    routes: async (app) => {
      await app.register(upsertSettingsRoutes, { deps })
      await app.register(upsertRoutes, { deps: pushing })
      await app.register(ledgerRoutes, { deps: pushing })
      await app.register(claimRoutes, { deps })
      await app.register(slackRoutes, { deps })
      await app.register(slackInteractionRoutes, { deps })
    },
    subscriptions: [
      {
        name: 'task-upsert.hear-gone',
        events: GONE_EVENTS,
        run: (scope, event) => hearGoneTask(pushing, scope, event),
        runMany: (scope, events) => hearGone(pushing, scope, events),
      },
    ],
    jobs: [
      pushHandler(pushing),
      announceHandler(deps),
      claimHandler(deps),
      tellHandler(deps),
      findLostClaimsHandler(deps),
    ],
    schedules: [findLostClaimsSchedule],
  }
}
