import {
  startSlackSandbox,
  type SeededPerson,
  type SlackSandbox,
} from '../../../server/sandbox/slack/index.ts'
import type { ClickUpSandbox } from '../../../server/sandbox/clickup/index.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { startBrowserApp, type BrowserApp } from './browser-app.ts'

export interface TasksApp extends BrowserApp {
  readonly clickup: ClickUpSandbox
  readonly slack: SlackSandbox
}

/** In Slack with an address that ClickUp does not know, and with none. */
export const STRANGER = 'Vera Vantage'
export const NAMELESS = 'Nil Noone'

/** The server beside a fake ClickUp and a fake Slack of the same people, with nothing connected yet. */
export async function startTasksApp(): Promise<TasksApp> {
  const clickup = await startSmallClickUp()
  const slack = await startSlackSandbox({ people: peopleBeside(clickup) })
  const app = await startBrowserApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    allow: [clickup.origin, slack.origin],
  })
  return {
    ...app,
    clickup,
    slack,
    close: async () => {
      await app.close()
      await clickup.stop()
      await slack.stop()
    },
  }
}

function peopleBeside({ state }: ClickUpSandbox): readonly SeededPerson[] {
  return [
    ...[...state.users.values()].map(({ username, email }) => ({ name: username ?? email, email })),
    { name: STRANGER, email: 'vera@elsewhere.example' },
    { name: NAMELESS, email: null },
  ]
}

/** With a bot that posts into the channel `claims`, tested. */
export async function connectSlack({ test, slack }: TasksApp): Promise<void> {
  const body = {
    botToken: slack.botToken,
    signingSecret: slack.signingSecret,
    channel: slack.channels.claims,
    baseUrl: slack.apiUrl,
  }
  const saved = await test.call<{ id: string }>('PUT', '/api/connections/slack', { body })
  if (saved.status !== 200) throw new Error(`Slack was not connected: ${saved.status}`)
  await test.call('POST', `/api/connections/${saved.body.id}/test`)
  const setup = await test.call<{ requestUrl: string }>('GET', '/api/slack/setup')
  slack.setRequestUrl(setup.body.requestUrl)
}

/** With an incoming webhook: Slack takes messages, and tells nothing. */
export async function connectSlackHook({ test, slack }: TasksApp): Promise<void> {
  const body = { webhookUrl: slack.webhookUrl, signingSecret: slack.signingSecret }
  const { status } = await test.call('PUT', '/api/connections/slack', { body })
  if (status !== 200) throw new Error(`Slack was not connected: ${status}`)
}

interface Pushed {
  readonly outcome: string
  readonly id: string
  readonly taskId: string | null
}

/** As a program does; waits as long as the server does. */
export async function push({ test }: TasksApp, ...tasks: readonly object[]): Promise<readonly Pushed[]> {
  const { status, body } = await test.call<readonly Pushed[]>('POST', '/api/tasks/upsert', { body: tasks })
  if (status !== 200) throw new Error(`the tasks were not pushed: ${status} ${JSON.stringify(body)}`)
  return body
}

/** Somebody presses a button of the newest message. */
export async function clickNewest({ slack }: TasksApp, actionId: string, who: string): Promise<void> {
  const channel = slack.channels.claims
  const ts = slack.messages(channel).at(-1)?.ts
  if (ts === undefined) throw new Error('nothing was posted')
  await slack.click({ channel, ts, actionId, userId: slack.user(who).id })
}
