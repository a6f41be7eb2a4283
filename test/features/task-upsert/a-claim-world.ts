import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { clickupAccess, clickupOpener, clickupService } from '../../../server/connectors/clickup/index.ts'
import {
  slackAccess,
  slackHookAccess,
  slackOpener,
  slackService,
} from '../../../server/connectors/slack/index.ts'
import { announceHandler } from '../../../server/features/task-upsert/announce/announce-task.ts'
import { askForMessage } from '../../../server/features/task-upsert/announce/ask-for-message.ts'
import { claimHandler } from '../../../server/features/task-upsert/claims/claim-task.ts'
import { slackInteractionRoutes } from '../../../server/features/task-upsert/claims/slack-interaction.routes.ts'
import { tellHandler } from '../../../server/features/task-upsert/claims/tell-clicker.ts'
import type { TaskUpsertDeps } from '../../../server/features/task-upsert/index.ts'
import { changeSettings } from '../../../server/features/task-upsert/settings/change-settings.ts'
import type { UpsertSettingsChange } from '../../../server/features/task-upsert/settings/settings.schemas.ts'
import { createServiceConnector, type Service } from '../../../server/platform/connections/index.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import { answerProblem } from '../../../server/platform/http/problem.ts'
import { createEgressPolicy, createHttpClient } from '../../../server/platform/outbound/index.ts'
import { checkKeys, createVault } from '../../../server/platform/secrets/index.ts'
import { newId } from '../../../server/shared/ids.ts'
import type { ClickUpSandbox } from '../../../server/sandbox/clickup/index.ts'
import type { Clock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { silentLog } from '../../support/silent-log.ts'
import { startSlack } from '../../support/slack-caller.ts'
import { openTestDatabase } from '../../support/test-db.ts'
import { UNLIMITED } from '../../support/unlimited.ts'
import { mortal } from '../../support/mortal.ts'
import { passingTime } from '../../support/passing-time.ts'
import { jobRunner, type TestProcess } from './run-jobs.ts'

export type ClaimWorld = Awaited<ReturnType<typeof aClaimWorld>>

/** Two processes on one database, beside ClickUp and Slack with the same people, and the door for clicks. Time passes when something waits. */
export async function aClaimWorld() {
  const database = await openTestDatabase()
  const { db } = database
  const time = passingTime()
  const { clock } = time
  const clickup = await startSmallClickUp()
  const people = [...clickup.state.users.values()]
    .filter(({ username }) => username !== null)
    .map(({ username, email }) => ({ name: username ?? '', email }))
  const slack = await startSlack({ people, clock })
  const scope = await aWorkspace(db)
  const policy = createEgressPolicy({ allowedOrigins: [clickup.origin, slack.origin], hostRules: [] })
  const client = createHttpClient({ policy, log: silentLog, clock })
  const key = randomBytes(32)
  const ring = { newest: key, all: [key] }
  await checkKeys(db, ring)
  const vault = createVault(ring)
  const published: object[] = []

  const depsOn = (ground: Pick<TestProcess['life'], 'db' | 'client'>): TaskUpsertDeps => {
    const sending = { ...ground, vault, clock, limiter: UNLIMITED, sleep: time.sleep }
    return {
      db: ground.db,
      clock,
      vault,
      openClickup: clickupOpener(createServiceConnector(sending, clickupAccess)),
      openSlack: slackOpener({
        ...sending,
        connector: createServiceConnector(sending, slackAccess),
        hooks: createServiceConnector(sending, slackHookAccess),
      }),
      baseUrl: () => 'https://switchyard.example',
      otherwiseList: async () => null,
      publish: (_scope, _kind, data) => void published.push(data),
    }
  }
  const process = (): TestProcess => {
    const life = mortal({ db, client })
    const deps = depsOn(life)
    return { life, handlers: [announceHandler(deps), claimHandler(deps), tellHandler(deps)] }
  }
  const processes = [process(), process()] as const
  const deps = depsOn({ db, client })
  let turn = 0
  const jobs = jobRunner({
    db,
    scope,
    time,
    processes,
    choose: () => processes[(turn += 1) % 2] ?? processes[0],
  })

  const connect = (service: Service, baseUrl: string, credentials: object) =>
    saveConnection({ db, vault, clock, policyOf: () => policy, onChange: async () => {} }, scope, {
      service,
      baseUrl,
      credentials: { ...credentials },
    })
  const connectSlack = (how: 'bot' | 'webhook' = 'bot') => {
    const { signingSecret, botToken, webhookUrl, channels } = slack
    const credentials = how === 'bot' ? { botToken, channel: channels.claims } : { webhookUrl }
    return connect(slackService, slack.apiUrl, { signingSecret, ...credentials })
  }
  await connect(clickupService, clickup.apiUrl, { token: clickup.tokens.owner })
  const { id: connectionId } = await connectSlack()
  const door = Fastify()
  door.setErrorHandler(answerProblem)
  await door.register(slackInteractionRoutes, { deps })
  await door.listen({ host: '127.0.0.1', port: 0 })
  const doorOrigin = `http://127.0.0.1:${(door.server.address() as AddressInfo).port}`
  slack.setRequestUrl(`${doorOrigin}/webhooks/slack/${connectionId}`)

  return {
    database,
    db,
    scope,
    clickup,
    slack,
    deps,
    time,
    processes,
    jobs,
    published,
    connectionId,
    doorOrigin,
    connectSlack,
    settings: (change: UpsertSettingsChange) => changeSettings({ db, clock }, scope, change),
    /** A task that was pushed, in ClickUp and in the ledger; gives both ids. */
    track: (words: Partial<TrackedWords> = {}) => trackTask({ db, scope, clickup, clock }, words),
    announce: (trackedId: string) => inWorkspace(db, scope, (tx) => askForMessage(tx, scope, trackedId)),
    /** People who are in both, guests and those who were only invited left out. */
    people: () =>
      people.map(({ name, email }) => ({
        slackId: slack.user(email).id,
        name,
        clickupId: String([...clickup.state.users.values()].find((user) => user.email === email)?.id),
      })),
    /** What this person's click on a button of the newest message of the channel gives. */
    click: (userId: string, actionId: string, ts?: string) => {
      const channel = slack.channels.claims
      const newest = slack
        .messages(channel)
        .findLast(({ blocks }) => blocks.some(({ type }) => type === 'actions'))
      return slack.click({ channel, ts: ts ?? newest?.ts ?? '', actionId, userId })
    },
    assignees: (taskId: string) => clickup.state.tasks.get(taskId)?.assigneeIds.map(String) ?? [],
    close: async () => {
      await door.close()
      await slack.stop()
      await clickup.stop()
      await client.close()
      await database.close()
    },
  }
}

export interface TrackedWords {
  readonly title: string
  readonly description: string | null
  readonly internalId: string
  readonly taskId: string
}

interface TrackGround {
  readonly db: Db
  readonly scope: WorkspaceScope
  readonly clickup: ClickUpSandbox
  readonly clock: Clock
}

async function trackTask(
  { db, scope, clickup, clock }: TrackGround,
  words: Partial<TrackedWords>,
): Promise<{ readonly id: string; readonly taskId: string }> {
  const id = newId()
  const { internalId = `BUG-${id}`, title = 'Fix the login', description = null } = words
  const [listId = ''] = clickup.state.lists.keys()
  const taskId = words.taskId ?? clickup.createTask({ listId, name: title }).id
  const wanted = JSON.stringify({
    title,
    description,
    priority: 1,
    status: null,
    due: null,
    tags: ['web'],
    assigneeEmails: null,
    customFields: null,
    files: [],
    announce: null,
  })
  const now = clock.now()
  const { workspaceId } = scope
  await inWorkspace(db, scope, (tx) =>
    tx
      .insertInto('trackedTasks')
      .values({
        workspaceId,
        id,
        listId,
        internalId,
        wanted,
        wantedHash: id,
        wantedNumber: 1,
        applied: wanted,
        appliedNumber: 1,
        status: 'done',
        outcome: 'created',
        taskId,
        taskUrl: `https://app.clickup.com/t/${taskId}`,
        pushedAt: now,
        createdAt: now,
      })
      .execute(),
  )
  return { id, taskId }
}
