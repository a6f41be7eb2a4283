import { setTimeout as sleep } from 'node:timers/promises'
import { startClickupSandbox, type ClickUpSandbox } from '../../server/sandbox/clickup/index.ts'
import { startSlackSandbox, type PostedMessage, type SlackSandbox } from '../../server/sandbox/slack/index.ts'
import type { ProcessDatabase } from './databases.ts'
import { whileInstalled, type Installed } from './installed.ts'
import { freePort, type ServerProcess } from './server-process.ts'
import { adminHeaders, expectEqual, listAll, until, type Figures } from './support.ts'

const PUSHES = 1_000
const IDS = 100
const LOST = 0.1
const ENDS_WITHIN_MS = 300_000
const UNLIMITED = 1_000_000
const BUSY = 503
const KILLED_AFTER_REQUESTS = 60
// Slack takes about one a second.
const ANNOUNCED_ALONE = 20

interface Entry {
  readonly internalId: string
  readonly title: string
  readonly status: string
  readonly error: string | null
  readonly taskId: string | null
  readonly message: { readonly status: string } | null
}

interface Storm extends Installed {
  readonly clickup: ClickUpSandbox
  readonly slack: SlackSandbox
  readonly servers: readonly [ServerProcess, ServerProcess]
}

/**
 * 1,000 pushes of 100 internal ids at once over two processes, every tenth request to ClickUp and to Slack done and its answer lost: exactly
 * 100 tasks and 100 messages, 20 of these when there is one round. In all rounds but the first, one of the processes is killed with -9 on the
 * way.
 */
export async function upsertStorm(
  makeDatabase: () => Promise<ProcessDatabase>,
  rounds: number,
): Promise<Figures> {
  const clickup = await startClickupSandbox({ size: { tasks: 10 }, requestsPerMinute: UNLIMITED })
  const slack = await startSlackSandbox({ rates: 'real' })
  const port = await freePort()
  const env = { EGRESS_ALLOW: [`http://127.0.0.1:${port}`, clickup.origin, slack.origin].join() }
  const sandbox = { port, size: { users: 2, projects: 1, tasks: 1, timeEntries: 1 } }
  try {
    return await whileInstalled({ makeDatabase, sandbox, env }, async (installed) => {
      const second = await installed.addServer()
      await second.start()
      const storm: Storm = { ...installed, clickup, slack, servers: [installed.server, second] }
      await connect(storm)
      const announced = rounds === 1 ? ANNOUNCED_ALONE : IDS
      const figures = { rounds, answered: 0, killed: 0, slowestMs: 0 }
      for (let round = 0; round < rounds; round += 1) {
        const { answered, tookMs } = await runRound(storm, { round, announced })
        figures.answered += answered
        figures.killed += round > 0 ? 1 : 0
        figures.slowestMs = Math.max(figures.slowestMs, tookMs)
      }
      return figures
    })
  } finally {
    await clickup.stop()
    await slack.stop()
  }
}

async function connect(storm: Storm): Promise<void> {
  const { clickup, slack } = storm
  await send(storm, 'PUT /api/connections/clickup', { token: clickup.tokens.owner, baseUrl: clickup.apiUrl })
  await send(storm, 'PUT /api/connections/slack', {
    botToken: slack.botToken,
    signingSecret: slack.signingSecret,
    channel: slack.channels.claims,
    baseUrl: slack.apiUrl,
  })
}

async function runRound(
  storm: Storm,
  { round, announced }: { readonly round: number; readonly announced: number },
): Promise<{ readonly answered: number; readonly tookMs: number }> {
  const { clickup, slack, servers, sandbox } = storm
  const [space] = clickup.state.spaces.values()
  const { id: listId } = clickup.createList({ spaceId: space?.id ?? '', name: `Storm ${round}` })
  await send(storm, 'PUT /api/tasks/settings', { listId, announce: true })
  const before = clickup.requests.total
  const posted = slack.messages(slack.channels.claims).length
  const messages = () => slack.messages(slack.channels.claims).slice(posted)
  for (const vendor of [clickup, slack])
    vendor.failNext({ chance: LOST, times: Infinity, when: 'after', drop: true })
  const pushes = Array.from({ length: PUSHES }, (_, index) => push(storm, { index, announced }))
  if (round > 0) {
    await until(
      'ClickUp is asked',
      ENDS_WITHIN_MS,
      () => clickup.requests.total > before + KILLED_AFTER_REQUESTS,
    )
    await servers[1].kill()
    await servers[1].start()
  }
  const answered = (await Promise.all(pushes)).filter((outcome) => outcome !== undefined).length
  let entries: readonly Entry[] = []
  const tookMs = await until('ClickUp and Slack have everything', ENDS_WITHIN_MS, async () => {
    await sleep(500)
    entries = await listAll<Entry>(servers[0].baseUrl, sandbox, `/api/tasks/upserts?listId=${listId}`)
    const isDone = entries.every(({ status }) => status !== 'waiting')
    const isTold = countsOf(entries, messages()).every((count) => count > 0)
    return isDone && isTold && messages().length >= announced
  })
  clickup.clearFaults()
  slack.clearFaults()
  expectAllThere(clickup, listId, entries)
  expectEqual('messages in Slack', messages().length, announced)
  expectEqual('messages of one entry', Math.max(...countsOf(entries, messages())), 1)
  return { answered, tookMs }
}

function expectAllThere(clickup: ClickUpSandbox, listId: string, entries: readonly Entry[]): void {
  const tasks = [...(clickup.state.tasksByList.get(listId) ?? [])]
  expectEqual('tasks in ClickUp', tasks.length, IDS)
  expectEqual('entries of the ledger', entries.length, IDS)
  expectEqual('tasks of the ledger', new Set(entries.map(({ taskId }) => taskId)).size, IDS)
  for (const { internalId, title, status, error, taskId } of entries) {
    expectEqual(`how ${internalId} ended`, `${status} ${error}`, 'done null')
    expectEqual(`the task of ${internalId}`, tasks.find(({ id }) => id === taskId)?.name, title)
  }
}

/** How many messages show an entry that is to have one, as it is wanted by now. */
function countsOf(entries: readonly Entry[], messages: readonly PostedMessage[]): readonly number[] {
  const told = entries.filter(({ message }) => message !== null)
  return told.map(({ title }) => messages.filter(({ text }) => text.includes(title)).length)
}

/** Undefined when the process that was asked is gone. */
async function push(
  { servers, sandbox }: Storm,
  { index, announced }: { readonly index: number; readonly announced: number },
): Promise<string | undefined> {
  const id = index % IDS
  const name = `finding ${String(id).padStart(3, '0')}`
  // Every third one wants something else than the others.
  const title = index % 3 === 0 ? `A ${name}` : `Again a ${name}`
  const body = JSON.stringify({ internalId: `finding-${id}`, title, announce: id < announced })
  const headers = { ...adminHeaders(sandbox), 'content-type': 'application/json' }
  const server = servers[index % 2 === 0 ? 0 : 1]
  for (;;)
    try {
      const answer = await fetch(`${server.baseUrl}/api/tasks/upsert`, { method: 'POST', headers, body })
      const text = await answer.text()
      // Whoever is told to try again does so; a push is safe to repeat.
      if (answer.status !== BUSY) {
        expectEqual(`the status of ${text}`, answer.status, 200)
        return text
      }
      await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1_000)
    } catch (error) {
      if (error instanceof TypeError) return undefined
      throw error
    }
}

async function send({ sandbox, server }: Installed, call: string, body: object): Promise<void> {
  const [method = '', path = ''] = call.split(' ')
  const answer = await fetch(`${server.baseUrl}${path}`, {
    method,
    headers: { ...adminHeaders(sandbox), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${call} answered ${answer.status}: ${await answer.text()}`)
}
