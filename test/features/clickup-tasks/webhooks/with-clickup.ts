import { expect, vi } from 'vitest'
import { askForWebhook } from '../../../../server/features/clickup-tasks/index.ts'
import type { WebhookStateView } from '../../../../server/features/clickup-tasks/webhooks/webhook.schemas.ts'
import {
  signClickUpBody,
  type ClickUpSandbox,
  type ClickUpSandboxOptions,
  type Webhook,
} from '../../../../server/sandbox/clickup/index.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { startSmallClickUp } from '../../../support/clickup-caller.ts'
import { startTestApp, type TestApp } from '../../../support/test-app.ts'
import { pathTo } from '../clickup-ground.ts'

export interface WithClickup {
  readonly clickup: ClickUpSandbox
  readonly test: TestApp
  /** Stays as long as it is not removed. */
  connectionId(): string
  /** Of the connected owner's lists. */
  readonly listIds: readonly [string, string]
  choose(listId: string | null): Promise<void>
  connect(token?: string): Promise<void>
  /** Looks after the webhook now, as the schedule does. */
  look(): Promise<void>
  state(): Promise<WebhookStateView>
  /** ClickUp's own. */
  hooks(): readonly Webhook[]
  onlyHook(): Webhook
  /** As ClickUp delivers. */
  deliver(body: string | undefined, headers?: Record<string, string>, id?: string): Promise<DeliveryAnswer>
  rows(): Promise<readonly { webhookId: string; listId: string; retiredAt: Date | null }[]>
  close(): Promise<void>
}

export interface DeliveryAnswer {
  readonly status: number
  readonly outcome: string | undefined
}

export const signed = (hook: Webhook, body: string): Record<string, string> => ({
  'x-signature': signClickUpBody(hook.secret, body),
})

/** The whole server, connected with a ClickUp of its own. */
export async function startWithClickup(options: ClickUpSandboxOptions = {}): Promise<WithClickup> {
  const clickup = await startSmallClickUp(options)
  const test = await startTestApp({
    allow: [clickup.origin],
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    sandbox: { size: { users: 1, projects: 1, tasks: 1, timeEntries: 1 } },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
  const { db } = test.database
  const scope = { workspaceId: test.sandbox.workspaceId }
  const atRest = async (): Promise<void> => {
    await vi.waitUntil(async () => (await liveJobs(test)) === 0, { timeout: 20_000, interval: 20 })
  }
  const connect = async (token = clickup.tokens.owner): Promise<void> => {
    const body = { token, baseUrl: clickup.apiUrl }
    const answer = await test.call<{ id: string }>('PUT', '/api/connections/clickup', { body })
    connection.id = answer.body.id
    await atRest()
  }
  const connection = { id: '' }
  await connect()
  const hooks = () => [...clickup.state.webhooks.values()]
  return {
    clickup,
    test,
    connectionId: () => connection.id,
    listIds: twoLists(clickup),
    connect,
    hooks,
    choose: async (listId) => {
      const body = listId === null ? { listId } : pathTo(clickup, listId)
      const { status } = await test.call('PUT', '/api/clickup/settings', { body })
      expect(status).toBe(200)
      await atRest()
    },
    look: async () => {
      await inWorkspace(db, scope, (tx) => askForWebhook(tx, scope))
      await atRest()
    },
    state: async () => (await test.call<WebhookStateView>('GET', '/api/clickup/webhook')).body,
    onlyHook: () => {
      const [hook, ...more] = hooks()
      if (hook === undefined || more.length > 0) throw new Error(`ClickUp has ${hooks().length} webhooks`)
      return hook
    },
    deliver: async (body, headers = {}, id = connection.id) => {
      const answer = await fetch(`${test.baseUrl}/webhooks/clickup/${id}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body }),
      })
      const { outcome } = (await answer.json()) as { outcome?: string }
      return { status: answer.status, outcome }
    },
    rows: () =>
      inWorkspace(db, scope, (tx) =>
        tx
          .selectFrom('clickupWebhooks')
          .select(['webhookId', 'listId', 'retiredAt'])
          .orderBy('webhookId')
          .execute(),
      ),
    close: async () => {
      await test.close()
      await clickup.stop()
    },
  }
}

function twoLists(clickup: ClickUpSandbox): readonly [string, string] {
  const [first, second] = [...clickup.state.lists.values()].filter(
    ({ spaceId }) => clickup.state.spaces.get(spaceId)?.teamId === clickup.teamId,
  )
  return [first!.id, second!.id]
}

/** The sync that follows a look comes seconds later and changes no webhook. */
async function liveJobs({ database, sandbox }: TestApp): Promise<number> {
  const rows = await inWorkspace(database.db, { workspaceId: sandbox.workspaceId }, (tx) =>
    tx
      .selectFrom('jobs')
      .select('id')
      .where('state', 'in', ['ready', 'running'])
      .where('name', '!=', 'clickup-tasks.sync')
      .execute(),
  )
  return rows.length
}
