import type { Config } from './config/config.ts'
import type { DownloadAttachment, OpenClickup } from './connectors/clickup/index.ts'
import type { OpenConfluence } from './connectors/confluence/index.ts'
import type { OpenHuntflow } from './connectors/huntflow/index.ts'
import type { OpenJira } from './connectors/jira/index.ts'
import {
  chosenList,
  createClickupTasks,
  syncSoon,
  type ImportTarget,
} from './features/clickup-tasks/index.ts'
import { createConfluenceJira } from './features/confluence-jira/index.ts'
import { createHuntflowTransfer, type HuntflowTransferModule } from './features/huntflow-transfer/index.ts'
import { createTaskUpsert } from './features/task-upsert/index.ts'
import { createTimeSessions, type TimeSessionDeps } from './features/time-sessions/index.ts'
import type { OpenSlack } from './connectors/slack/index.ts'
import type { Connector } from './platform/connections/index.ts'
import type { EventHub } from './platform/events/index.ts'
import type { PlatformModule } from './platform/feature.ts'
import type { Guard } from './platform/http/index.ts'
import type { Catalogue, Compiler } from './platform/openapi/index.ts'
import type { Vault } from './platform/secrets/index.ts'
import { fetchOne, findPayloads } from './platform/records/index.ts'
import type { Clock } from './shared/clock.ts'
import { objectOf } from './shared/json.ts'
import type { Db } from './storage/db.ts'

interface Ground {
  readonly config: Pick<Config, 'mail' | 'http'>
  readonly db: Db
  readonly clock: Clock
  readonly guard: Guard
  readonly catalogue: Catalogue
  readonly compiler: Compiler
  readonly clockify: Connector
  readonly openClickup: OpenClickup
  readonly downloadAttachment: DownloadAttachment
  readonly vault: Vault
  readonly baseUrl: () => string
  readonly openHuntflow: OpenHuntflow
  readonly openSlack: OpenSlack
  readonly openJira: OpenJira
  readonly openConfluence: OpenConfluence
  readonly publish: EventHub['publish']
}

/** What stands on the platform; listed by hand. */
export function wireFeatures(ground: Ground): readonly PlatformModule[] {
  const { db, clock, guard, clockify, openClickup, publish, catalogue, compiler, config } = ground
  const { openHuntflow, downloadAttachment } = ground
  const asking = { db, clock, catalogue, compiler, connector: clockify }
  const transfer = createHuntflowTransfer({
    db,
    clock,
    guard,
    openClickup,
    openHuntflow,
    downloadAttachment,
    publish,
  })
  return [
    createTimeSessions({
      db,
      clock,
      guard,
      fetchEntry: (scope, id) => fetchOne(asking, scope, { operationId: 'getTimeEntry', path: { id } }),
      findUsers,
      mailing: config.mail.smtpUrl === undefined ? undefined : { sessionAddress: sessionAddress(config) },
    }),
    createClickupTasks({
      db,
      clock,
      guard,
      openClickup,
      publish,
      vault: ground.vault,
      baseUrl: ground.baseUrl,
      requestSync: syncSoon(clock),
      huntflowTarget: huntflowTarget(transfer),
    }),
    transfer,
    createTaskUpsert({ ...ground, otherwiseList: chosenList }),
    createConfluenceJira(ground),
  ]
}

const LOOK_AGAIN_MS = 1_000

/** Imports wait for transfers, which take their own time. */
function huntflowTarget({ importTarget }: HuntflowTransferModule): ImportTarget {
  return {
    run: async (scope, { taskId, accountId, vacancyId, includeComments, begunAt }) => {
      if (accountId === null) return { outcome: 'failed', error: 'No Huntflow organisation was chosen.' }
      const asked = { taskId, accountId, vacancyId, includeComments, askedAt: begunAt }
      const found = await importTarget.run(scope, asked)
      return found.outcome === 'pending' ? { ...found, retryAfterMs: LOOK_AGAIN_MS } : found
    },
  }
}

/** Where the web app shows a session; unknown without a public address. */
function sessionAddress({ http }: Ground['config']): ((id: string) => string) | undefined {
  const { baseUrl } = http
  if (baseUrl === undefined) return undefined
  return (id) => `${baseUrl}/ui/time?session=${encodeURIComponent(id)}`
}

const findUsers: TimeSessionDeps['findUsers'] = async (tx, scope, ids) => {
  const payloads = await findPayloads(tx, scope, { collection: 'users', ids })
  return new Map(
    [...payloads].map(([id, payload]) => {
      const { name, email } = objectOf(payload)
      return [
        id,
        {
          name: typeof name === 'string' ? name : id,
          email: typeof email === 'string' ? email : null,
        },
      ]
    }),
  )
}
