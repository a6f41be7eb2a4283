import { setTimeout as sleep } from 'node:timers/promises'
import { serverProcess } from '../scripts/drills/server-process.ts'
import { startClickupSandbox, type ClickUpSandbox } from '../server/sandbox/clickup/index.ts'
import { percentileOf } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { makeDatabase, type DatabaseKind } from './support/databases.ts'
import { OPERATED, ownWorkspace, type Call } from './support/own-workspace.ts'

const TASKS = 10_000
const PER_MINUTE = 100
const PER_PAGE = 100
const SEARCHES = 20
const SIZE = {
  lists: 1,
  folders: 1,
  folderlessLists: 0,
  spaces: 1,
  tasks: TASKS + 400,
  comments: 0,
  attachments: 0,
}

export const clickupSync: Benchmark = {
  name: 'clickup-sync',
  about: `a ClickUp list of ${TASKS} tasks at ${PER_MINUTE} requests a minute, then once more; then searches in it`,
  run: async () => {
    return [...(await measure('PostgreSQL')), ...(await measure('embedded'))]
  },
}

async function measure(kind: DatabaseKind): Promise<readonly Figure[]> {
  // With a webhook the list would be read as soon as it is chosen, before anybody looks at the time.
  const quirks = { webhookUrlsChecked: true }
  const clickup = await startClickupSandbox({ size: SIZE, plan: 'business', quirks })
  const database = await makeDatabase(kind)
  const server = await serverProcess({ EGRESS_ALLOW: clickup.origin, ...OPERATED, ...database.env })
  try {
    await server.start()
    const count = keepTasks(clickup)
    const call = await connect(server.baseUrl, clickup)
    const first = await sync(call, clickup)
    const second = await sync(call, clickup)
    const searches = await search(call)
    const allowedMs = (count / PER_PAGE) * (60_000 / PER_MINUTE)
    return [
      { name: `${kind}: tasks stored`, value: first.processed, unit: '', atLeast: count, atMost: count },
      {
        name: `${kind}: time against what the limit allows`,
        value: first.tookMs / allowedMs,
        unit: '',
        atMost: 1.05,
      },
      { name: `${kind}: requests`, value: first.requests, unit: '' },
      { name: `${kind}: refused with 429`, value: clickup.requests.refusedForRate, unit: '', atMost: 0 },
      { name: `${kind}: requests of a sync without a change`, value: second.requests, unit: '', atMost: 2 },
      { name: `${kind}: search, p95 of the slowest`, value: searches, unit: 'ms', atMost: 50 },
    ]
  } finally {
    await server.stop()
    await clickup.stop()
    await database.drop()
  }
}

/** Exactly so many in the list, archived ones not counted. */
function keepTasks({ state, deleteTask }: ClickUpSandbox): number {
  const archived = [...state.tasks.values()].filter((task) => task.archived)
  for (const { id } of archived) if (state.tasks.has(id)) deleteTask(id)
  for (const { id } of [...state.tasks.values()].slice(TASKS)) if (state.tasks.has(id)) deleteTask(id)
  return state.tasks.size
}

async function connect(baseUrl: string, clickup: ClickUpSandbox): Promise<Call> {
  const { call } = await ownWorkspace(baseUrl)
  const [list] = [...clickup.state.lists.values()]
  if (list === undefined) throw new Error('the fake ClickUp has no list')
  const { spaceId, folderId, id: listId } = list
  await call('PUT', '/api/connections/clickup', { token: clickup.tokens.owner, baseUrl: clickup.apiUrl })
  await call('PUT', '/api/clickup/settings', {
    teamId: clickup.teamId,
    spaceId,
    folderId,
    listId,
    maxTasks: 0,
    includeClosed: true,
    includeSubtasks: true,
  })
  // What the settings have asked uses up nothing of the first minute.
  await sleep(61_000)
  return call
}

interface Synced {
  readonly processed: number
  readonly requests: number
  readonly tookMs: number
}

async function sync(call: Call, { requests }: ClickUpSandbox): Promise<Synced> {
  const before = requests.total
  const startedMs = performance.now()
  const { syncRunId } = await call<{ syncRunId: string }>('POST', '/api/clickup/sync', {})
  for (;;) {
    await sleep(50)
    const path = `/api/clickup/sync-runs/${syncRunId}`
    const run = await call<{ status: string; processed: number; errorMessage: string | null }>('GET', path)
    if (run.status === 'running') continue
    if (run.status !== 'success') throw new Error(run.errorMessage ?? run.status)
    const tookMs = performance.now() - startedMs
    return { processed: run.processed, requests: requests.total - before, tookMs }
  }
}

/** Of the words, the one that takes longest: such as one that no task has. */
async function search(call: Call): Promise<number> {
  const slowest: number[] = []
  for (const query of [
    'search=nothing-like-it',
    'search=review',
    'tag=none',
    'assignee=nobody',
    'status=none',
  ]) {
    const tookMs: number[] = []
    for (let times = 0; times < SEARCHES; times += 1) {
      const startedMs = performance.now()
      await call('GET', `/api/clickup/tasks?${query}`)
      tookMs.push(performance.now() - startedMs)
    }
    slowest.push(percentileOf(tookMs, 0.95))
  }
  return Math.max(...slowest)
}
