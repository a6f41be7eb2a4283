import { writeProjectPages } from './demo-pages.ts'
import { startAtlassianSandbox, type AtlassianSandbox } from './sandbox/atlassian/index.ts'
import { startClickupSandbox, type ClickUpSandbox } from './sandbox/clickup/index.ts'
import { startHuntflowSandbox, type HuntflowSandbox } from './sandbox/huntflow/index.ts'
import { startSlackSandbox, type SlackSandbox } from './sandbox/slack/index.ts'

interface DemoServer {
  readonly address: string
  /** Of an admin. */
  readonly token: string
}

export interface DemoServices {
  readonly clickup: ClickUpSandbox
  readonly huntflow: HuntflowSandbox
  readonly slack: SlackSandbox
  /** Jira and Confluence, used as at the Cloud. */
  readonly atlassian: AtlassianSandbox
  /** Of a Confluence page that has tasks, as have those below it. */
  readonly pageUrl: string
  readonly origins: readonly string[]
  stop(): Promise<void>
}

/** All but Clockify. The same people are in ClickUp and in Slack, as an e-mail address is what they are matched by. */
export async function startServices(): Promise<DemoServices> {
  const clickup = await startClickupSandbox({ live: { everyMs: 10_000 } })
  const huntflow = await startHuntflowSandbox()
  const slack = await startSlackSandbox({ people: peopleOf(clickup) })
  const atlassian = await startAtlassianSandbox()
  const all = [clickup, huntflow, slack, atlassian]
  return {
    clickup,
    huntflow,
    slack,
    atlassian,
    pageUrl: writeProjectPages(atlassian),
    origins: [clickup.origin, huntflow.origin, slack.origin, atlassian.cloud.siteUrl],
    stop: async () => void (await Promise.all(all.map((one) => one.stop()))),
  }
}

function peopleOf({ state }: ClickUpSandbox) {
  return [...state.users.values()].flatMap(({ username, email }) =>
    username === null ? [] : [{ name: username, email }],
  )
}

/** What an admin would do in the settings: connect the services, choose the fullest list and read it. */
export async function connectServices(
  server: DemoServer,
  { clickup, huntflow, slack, atlassian }: DemoServices,
): Promise<void> {
  await ask(server, 'PUT /api/connections/clickup', { token: clickup.tokens.owner, baseUrl: clickup.apiUrl })
  await ask(server, 'PUT /api/connections/huntflow', { ...huntflow.tokens, baseUrl: huntflow.apiUrl })
  await connectSlack(server, slack)
  await connectAtlassian(server, atlassian)
  await ask(server, 'PUT /api/clickup/settings', {
    ...placeOfFullestList(clickup),
    maxTasks: 0,
    includeClosed: true,
    autoSync: true,
    importDelaySeconds: 1,
  })
  await ask(server, 'POST /api/clickup/sync', {})
}

/** Its clicks come to the address that the connection has. */
async function connectSlack(server: DemoServer, slack: SlackSandbox): Promise<void> {
  const { botToken, signingSecret, apiUrl, channels } = slack
  const saved = await ask(server, 'PUT /api/connections/slack', {
    botToken,
    signingSecret,
    channel: channels.claims,
    baseUrl: apiUrl,
  })
  const { id } = saved as { readonly id: string }
  slack.setRequestUrl(`${server.address}/webhooks/slack/${id}`)
}

async function connectAtlassian(server: DemoServer, { cloud }: AtlassianSandbox): Promise<void> {
  const { email, apiToken: token, siteUrl: baseUrl } = cloud
  const credentials = { deployment: 'cloud', email, token, baseUrl }
  await ask(server, 'PUT /api/connections/jira', credentials)
  await ask(server, 'PUT /api/connections/confluence', credentials)
  await ask(server, 'PUT /api/page-tasks/settings', { parentField: 'parent' })
}

function placeOfFullestList({ state, teamId }: ClickUpSandbox) {
  const counts = new Map<string, number>()
  for (const { listId } of state.tasks.values()) counts.set(listId, (counts.get(listId) ?? 0) + 1)
  const listId = [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? ''
  const list = state.lists.get(listId)
  if (list === undefined) throw new Error('the fake ClickUp has no list')
  const folder = state.folders.get(list.folderId)
  return {
    teamId,
    spaceId: list.spaceId,
    folderId: folder === undefined || folder.hidden ? null : folder.id,
    listId,
  }
}

async function ask({ address, token }: DemoServer, call: string, body: object): Promise<unknown> {
  const [method = '', path = ''] = call.split(' ')
  const answer = await fetch(address + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${call} was answered with ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
