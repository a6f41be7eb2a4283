import { setTimeout as sleep } from 'node:timers/promises'
import { serverProcess } from '../scripts/drills/server-process.ts'
import { startClickupSandbox, type ClickUpSandbox } from '../server/sandbox/clickup/index.ts'
import { startSlackSandbox, type PostedMessage, type SlackSandbox } from '../server/sandbox/slack/index.ts'
import { percentileOf } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { makeDatabase, type DatabaseKind } from './support/databases.ts'
import { OPERATED, ownWorkspace } from './support/own-workspace.ts'

const TASKS = 5
const PEOPLE = 40
// More than a thousand people in a minute.
const PER_SECOND = 20
const WARM_UP = 40
const CLICKS = 300
const POSTED_WITHIN_MS = 60_000

export const claim: Benchmark = {
  name: 'claim',
  about: `clicks on Claim, ${PER_SECOND} in every second, while ClickUp takes requests and never answers`,
  run: async () => [...(await measure('PostgreSQL')), ...(await measure('embedded'))],
}

async function measure(kind: DatabaseKind): Promise<readonly Figure[]> {
  const clickup = await startClickupSandbox({ size: { tasks: 10 }, requestsPerMinute: 1_000_000 })
  const slack = await startSlackSandbox({ size: { people: PEOPLE } })
  const database = await makeDatabase(kind)
  const allow = [clickup.origin, slack.origin].join()
  const server = await serverProcess({ EGRESS_ALLOW: allow, ...OPERATED, ...database.env })
  try {
    await server.start()
    const messages = await announce(server.baseUrl, clickup, slack)
    clickup.failNext({ hang: true, times: Infinity })
    await click(slack, messages, WARM_UP)
    const tookMs = await click(slack, messages, CLICKS)
    return [
      { name: `${kind}: acknowledged, p50`, value: percentileOf(tookMs, 0.5), unit: 'ms' },
      {
        name: `${kind}: claim acknowledged with ClickUp hanging, p99`,
        value: percentileOf(tookMs, 0.99),
        unit: 'ms',
        atMost: 100,
      },
    ]
  } finally {
    await server.stop()
    await Promise.all([clickup.stop(), slack.stop()])
    await database.drop()
  }
}

/** Pushes some tasks, and waits for their messages. */
async function announce(
  baseUrl: string,
  clickup: ClickUpSandbox,
  slack: SlackSandbox,
): Promise<readonly PostedMessage[]> {
  const { call } = await ownWorkspace(baseUrl)
  await call('PUT', '/api/connections/clickup', { token: clickup.tokens.owner, baseUrl: clickup.apiUrl })
  const { botToken, signingSecret, channels, apiUrl } = slack
  const credentials = { botToken, signingSecret, channel: channels.claims, baseUrl: apiUrl }
  const { id } = await call<{ id: string }>('PUT', '/api/connections/slack', credentials)
  slack.setRequestUrl(`${baseUrl}/webhooks/slack/${id}`)
  const [listId] = clickup.state.lists.keys()
  const tasks = Array.from({ length: TASKS }, (_, index) => ({
    internalId: `finding-${index}`,
    title: `Finding ${index}`,
    listId,
    announce: true,
  }))
  await call('POST', '/api/tasks/upsert', tasks)
  const givesUpAt = Date.now() + POSTED_WITHIN_MS
  while (slack.messages(channels.claims).length < TASKS) {
    if (Date.now() > givesUpAt) throw new Error('the messages of the tasks do not come')
    await sleep(50)
  }
  return [...slack.messages(channels.claims)]
}

/** Different people, one task after the other, whether or not the earlier ones are answered. */
async function click(
  slack: SlackSandbox,
  messages: readonly PostedMessage[],
  count: number,
): Promise<readonly number[]> {
  const people = [...slack.state.users.values()].filter(({ isBot, isDeleted }) => !isBot && !isDeleted)
  const clickOn = async (index: number): Promise<number> => {
    await sleep((index / PER_SECOND) * 1_000)
    const message = messages[index % messages.length]
    const person = people[index % people.length]
    if (message === undefined || person === undefined) throw new Error('there is nobody to click, or nothing')
    const { channel, ts } = message
    const outcome = await slack.click({ channel, ts, actionId: 'claim_task', userId: person.id })
    if (outcome.status !== 200) throw new Error(`a click was answered ${outcome.status} ${outcome.body}`)
    return outcome.tookMs
  }
  return Promise.all(Array.from({ length: count }, (_, index) => clickOn(index)))
}
