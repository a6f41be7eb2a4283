import { createClient, type PushedTask, type SwitchyardClient, type UpsertResult } from '../client/index.ts'
import { serverProcess } from '../scripts/drills/server-process.ts'
import { startClickupSandbox, type ClickUpSandbox } from '../server/sandbox/clickup/index.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { makeDatabase, type DatabaseKind } from './support/databases.ts'
import { OPERATED, ownWorkspace } from './support/own-workspace.ts'

const TASKS = 10_000
const ROUNDS = 3
/** The first push makes that many tasks, one request each. */
const FIRST_WITHIN_MS = 900_000
const SIZE = {
  lists: 1,
  folders: 1,
  folderlessLists: 0,
  spaces: 1,
  tasks: 0,
  comments: 0,
  attachments: 0,
}

export const taskUpsert: Benchmark = {
  name: 'task-upsert',
  about: `${TASKS} findings pushed by the client, then again unchanged, ${ROUNDS} times`,
  run: async () => {
    return [...(await measure('PostgreSQL')), ...(await measure('embedded'))]
  },
}

async function measure(kind: DatabaseKind): Promise<readonly Figure[]> {
  const clickup = await startClickupSandbox({ size: SIZE, requestsPerMinute: 1_000_000 })
  const database = await makeDatabase(kind)
  const server = await serverProcess({ EGRESS_ALLOW: clickup.origin, ...OPERATED, ...database.env })
  try {
    await server.start()
    const client = await connect(server.baseUrl, clickup)
    const first = await push(client)
    clickup.requests.clear()
    const rounds: Pushed[] = []
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await push(client))
    return [
      { name: `${kind}: created`, value: first.created, unit: '', atLeast: TASKS, atMost: TASKS },
      { name: `${kind}: created a second`, value: TASKS / (first.tookMs / 1000), unit: '/s' },
      {
        name: `${kind}: unchanged, slowest of ${ROUNDS}`,
        value: Math.max(...rounds.map(({ tookMs }) => tookMs)) / 1000,
        unit: 's',
        atMost: 5,
      },
      {
        name: `${kind}: answered as unchanged, fewest`,
        value: Math.min(...rounds.map(({ unchanged }) => unchanged)),
        unit: '',
        atLeast: TASKS,
      },
      { name: `${kind}: requests to ClickUp for them`, value: clickup.requests.total, unit: '', atMost: 0 },
    ]
  } finally {
    await server.stop()
    await clickup.stop()
    await database.drop()
  }
}

async function connect(baseUrl: string, clickup: ClickUpSandbox): Promise<SwitchyardClient> {
  const { apiKey, call } = await ownWorkspace(baseUrl)
  const [list] = [...clickup.state.lists.values()]
  if (list === undefined) throw new Error('the fake ClickUp has no list')
  const connection = { token: clickup.tokens.owner, baseUrl: clickup.apiUrl }
  await call('PUT', '/api/connections/clickup', connection)
  await call('PUT', '/api/tasks/settings', { listId: list.id, announce: false })
  return createClient({ baseUrl, apiKey })
}

interface Pushed {
  readonly tookMs: number
  readonly created: number
  readonly unchanged: number
}

async function push(client: SwitchyardClient): Promise<Pushed> {
  const tasks = Array.from({ length: TASKS }, (_, index) => finding(index))
  const startedMs = performance.now()
  const results = await client.upsertTasks(tasks, { waitMs: FIRST_WITHIN_MS })
  const tookMs = performance.now() - startedMs
  const count = (wished: UpsertResult['outcome']): number =>
    results.filter(({ outcome }) => outcome === wished).length
  return { tookMs, created: count('created'), unchanged: count('unchanged') }
}

/** As a scanner has them. */
function finding(index: number): PushedTask {
  return {
    internalId: `CVE-2026-${index}`,
    title: `Finding ${index}: a library with a known hole`,
    description: `# Where\n\nhost-${index % 200}.example\n\n${'Upgrade it to the version that is named in the advisory. '.repeat(8)}`,
    priority: (index % 4) + 1,
    tags: ['scanner', `team-${index % 7}`],
  }
}
