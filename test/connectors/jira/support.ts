import {
  jiraAccess,
  jiraOpener,
  jiraService,
  type JiraClient,
} from '../../../server/connectors/jira/index.ts'
import { createServiceConnector } from '../../../server/platform/connections/index.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import { createEgressPolicy, createHttpClient } from '../../../server/platform/outbound/index.ts'
import { checkKeys, createVault } from '../../../server/platform/secrets/index.ts'
import type { AtlassianSandbox, AtlassianSandboxOptions } from '../../../server/sandbox/atlassian/index.ts'
import { systemClock as clock } from '../../../server/shared/clock.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import type { ConnectionWarning } from '../../../server/storage/tables/connections.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { startSmallAtlassian } from '../../support/atlassian-caller.ts'
import { hasAtlassianDocuments, readAtlassianDocuments } from '../../support/atlassian-document.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase } from '../../support/test-db.ts'
import { UNLIMITED } from '../../support/unlimited.ts'

export type Place = 'cloud' | 'gateway' | 'data-center'

export interface Connected {
  readonly jira: JiraClient
  readonly open: (kind: 'interactive' | 'background', signal?: AbortSignal) => Promise<JiraClient>
  /** As the list of connections shows it. */
  readonly state: () => Promise<
    { status: string; lastError: string | null; warnings: readonly ConnectionWarning[] } | undefined
  >
}

export interface JiraLine {
  readonly sandbox: AtlassianSandbox
  /** What was logged of operations that answers call deprecated. */
  readonly deprecated: readonly string[]
  /** In a workspace of its own; with the owner's token unless another is given. */
  connect(place: Place, token?: string): Promise<Connected>
  close(): Promise<void>
}

/** Real connections, sealed in a database, and a real client; only the pace is nobody's. Requests that do not fit the vendor's documents are the sandbox's complaints. */
export async function openJiraLine(options: AtlassianSandboxOptions = {}): Promise<JiraLine> {
  const judge = hasAtlassianDocuments ? { checkRequest: (await readAtlassianDocuments()).judgeRequest } : {}
  const sandbox = await startSmallAtlassian({ ...judge, ...options })
  const database = await openTestDatabase()
  const { cloud, dataCenter } = sandbox
  const allowedOrigins = [new URL(cloud.siteUrl).origin, new URL(dataCenter.jiraUrl).origin]
  const policy = createEgressPolicy({ allowedOrigins, hostRules: [] })
  const client = createHttpClient({ policy, log: silentLog, clock, defaults: { closeGraceMs: 10 } })
  const key = Buffer.alloc(32, 1)
  const ring = { newest: key, all: [key] }
  await checkKeys(database.db, ring)
  const sending = { db: database.db, vault: createVault(ring), clock, client }
  const paced = { ...sending, limiter: UNLIMITED, sleep: async () => {} }
  const deprecated: string[] = []
  const log = { warn: (fields: object) => void deprecated.push(JSON.stringify(fields)) }
  const opener = jiraOpener(createServiceConnector({ ...paced, log }, jiraAccess))
  return {
    sandbox,
    deprecated,
    connect: async (place, token) => {
      const scope = await aWorkspace(database.db)
      const saving = { service: jiraService, ...detailsOf(sandbox, place, token) }
      await saveConnection({ ...sending, policyOf: () => policy, onChange: async () => {} }, scope, saving)
      return {
        jira: await opener(scope, 'interactive'),
        open: (kind, signal) => opener(scope, kind, signal),
        state: () =>
          inWorkspace(database.db, scope, (tx) =>
            tx.selectFrom('connections').select(['status', 'lastError', 'warnings']).executeTakeFirst(),
          ),
      }
    },
    close: async () => {
      await client.close()
      await sandbox.stop()
      await database.close()
    },
  }
}

function detailsOf({ cloud, dataCenter }: AtlassianSandbox, place: Place, token: string | undefined) {
  if (place === 'data-center')
    return {
      baseUrl: dataCenter.jiraUrl,
      credentials: { deployment: place, token: token ?? dataCenter.token },
    }
  return {
    baseUrl: place === 'cloud' ? cloud.jiraUrl : cloud.gatewayJiraUrl,
    credentials: { deployment: 'cloud', email: cloud.email, token: token ?? cloud.apiToken },
  }
}

export const failureOf = (asked: Promise<unknown>): Promise<unknown> => asked.catch((error: unknown) => error)
