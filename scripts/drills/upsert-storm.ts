import { setTimeout as sleep } from 'node:timers/promises'
import { startClickupSandbox, type ClickUpSandbox } from '../../server/sandbox/clickup/index.ts'
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

interface Entry {
  readonly internalId: string
  readonly title: string
  readonly status: string
  readonly error: string | null
  readonly taskId: string | null
}

interface Storm extends Installed {
  readonly clickup: ClickUpSandbox
  readonly servers: readonly [ServerProcess, ServerProcess]
}

/** 1,000 pushes of 100 internal ids at once over two processes, every tenth request to ClickUp done and its answer lost: exactly 100 tasks. In all rounds but the first, one of the processes is killed with -9 on the way. */
export async function upsertStorm(
  makeDatabase: () => Promise<ProcessDatabase>,
  rounds: number,
): Promise<Figures> {
  const clickup = await startClickupSandbox({ size: { tasks: 10 }, requestsPerMinute: UNLIMITED })
  const port = await freePort()
  const env = { EGRESS_ALLOW: [`http://127.0.0.1:${port}`, clickup.origin].join() }
  const sandbox = { port, size: { users: 2, projects: 1, tasks: 1, timeEntries: 1 } }
  try {
    return await whileInstalled({ makeDatabase, sandbox, env }, async (installed) => {
      const second = await installed.addServer()
      await second.start()
      const storm: Storm = { ...installed, clickup, servers: [installed.server, second] }
      await send(storm, 'PUT /api/connections/clickup', {
        token: clickup.tokens.owner,
        baseUrl: clickup.apiUrl,
      })
      const figures = { rounds, answered: 0, killed: 0, slowestMs: 0 }
      for (let round = 0; round < rounds; round += 1) {
        const { answered, tookMs } = await runRound(storm, round)
        figures.answered += answered
        figures.killed += round > 0 ? 1 : 0
        figures.slowestMs = Math.max(figures.slowestMs, tookMs)
      }
      return figures
    })
  } finally {
    await clickup.stop()
  }
}

async function runRound(
  storm: Storm,
  round: number,
): Promise<{ readonly answered: number; readonly tookMs: number }> {
  const { clickup, servers, sandbox } = storm
  const [space] = clickup.state.spaces.values()
  const { id: listId } = clickup.createList({ spaceId: space?.id ?? '', name: `Storm ${round}` })
  await send(storm, 'PUT /api/tasks/settings', { listId, announce: false })
  const before = clickup.requests.total
  clickup.failNext({ chance: LOST, times: Infinity, when: 'after', drop: true })
  const pushes = Array.from({ length: PUSHES }, (_, index) => push(storm, index))
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
  const tookMs = await until('everything that was pushed is in ClickUp', ENDS_WITHIN_MS, async () => {
    await sleep(500)
    entries = await listAll<Entry>(servers[0].baseUrl, sandbox, `/api/tasks/upserts?listId=${listId}`)
    return entries.every(({ status }) => status !== 'waiting')
  })
  clickup.clearFaults()
  expectAllThere(clickup, listId, entries)
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

/** Undefined when the process that was asked is gone. */
async function push({ servers, sandbox }: Storm, index: number): Promise<string | undefined> {
  const internalId = `finding-${index % IDS}`
  // Every third one wants something else than the others.
  const body = JSON.stringify({ internalId, title: index % 3 === 0 ? 'A finding' : 'A finding, again' })
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
