import {
  slackAccess,
  slackHookAccess,
  slackOpener,
  slackService,
  type SlackClient,
} from '../../../server/connectors/slack/index.ts'
import { createServiceConnector } from '../../../server/platform/connections/index.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import { createEgressPolicy, createHttpClient } from '../../../server/platform/outbound/index.ts'
import { checkKeys, createVault } from '../../../server/platform/secrets/index.ts'
import {
  type ClickOutcome,
  type SlackSandbox,
  type SlackSandboxOptions,
  startSlackSandbox,
} from '../../../server/sandbox/slack/index.ts'
import { systemClock as clock } from '../../../server/shared/clock.ts'
import type { Log } from '../../../server/shared/log.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase } from '../../support/test-db.ts'
import { UNLIMITED } from '../../support/unlimited.ts'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SlackLine {
  readonly sandbox: SlackSandbox
  readonly slack: SlackClient
  /** The same Slack, in another workspace that has only the webhook. */
  readonly byHook: SlackClient
  /** Everything that was logged. */
  readonly lines: readonly unknown[]
  openAs(kind: 'interactive' | 'background', signal?: AbortSignal): Promise<SlackClient>
  /** As the list of connections shows it. */
  statusOf(): Promise<string | undefined>
  click(place: { readonly channel: string; readonly ts: string }, userId: string): Promise<ClickOutcome>
  close(): Promise<void>
}

/** Real connections, sealed in a database, and a real client; only the pace is nobody's. */
export async function openSlackLine(options: SlackSandboxOptions = {}): Promise<SlackLine> {
  const database = await openTestDatabase()
  const sandbox = await startSlackSandbox(options)
  const lines: unknown[] = []
  const policy = createEgressPolicy({ allowedOrigins: [sandbox.origin], hostRules: slackService.hosts })
  const client = createHttpClient({ policy, log: logInto(lines), clock, defaults: { closeGraceMs: 10 } })
  const key = Buffer.alloc(32, 1)
  const ring = { newest: key, all: [key] }
  await checkKeys(database.db, ring)
  const sending = { db: database.db, vault: createVault(ring), clock, client }
  const save = async (
    scope: WorkspaceScope,
    credentials: Readonly<Record<string, unknown>>,
  ): Promise<void> => {
    const saving = { service: slackService, baseUrl: sandbox.apiUrl, credentials }
    await saveConnection({ ...sending, policyOf: () => policy, onChange: async () => {} }, scope, saving)
  }
  const paced = { ...sending, limiter: UNLIMITED, sleep: async () => {} }
  const open = slackOpener({
    ...sending,
    connector: createServiceConnector(paced, slackAccess),
    hooks: createServiceConnector(paced, slackHookAccess),
  })
  const { signingSecret, botToken, webhookUrl } = sandbox
  const [scope, hookScope] = [await aWorkspace(database.db), await aWorkspace(database.db)]
  await save(scope, { botToken, signingSecret, channel: '#claims' })
  await save(hookScope, { webhookUrl, signingSecret })
  const app = createServer((_request, response) => void response.end())
  await new Promise<void>((resolve) => void app.listen(0, '127.0.0.1', resolve))
  sandbox.setRequestUrl(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`)
  return {
    sandbox,
    lines,
    slack: await open(scope, 'interactive'),
    byHook: await open(hookScope, 'interactive'),
    openAs: (kind, signal) => open(scope, kind, signal),
    statusOf: async () => {
      const row = await inWorkspace(database.db, scope, (tx) =>
        tx.selectFrom('connections').select('status').executeTakeFirst(),
      )
      return row?.status
    },
    click: ({ channel, ts }, userId) => sandbox.click({ channel, ts, actionId: 'claim_task', userId }),
    close: async () => {
      await client.close()
      await sandbox.stop()
      await new Promise((resolve) => app.close(resolve))
      await database.close()
    },
  }
}

function logInto(lines: unknown[]): Log {
  const add = (...said: unknown[]): void => void lines.push(said)
  return { error: add, warn: add, info: add, debug: add }
}
