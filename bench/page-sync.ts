import { setTimeout as sleep } from 'node:timers/promises'
import { serverProcess } from '../scripts/drills/server-process.ts'
import { startAtlassianSandbox, type AtlassianSandbox } from '../server/sandbox/atlassian/index.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { makeDatabase, type DatabaseKind } from './support/databases.ts'
import { OPERATED, ownWorkspace, type Call } from './support/own-workspace.ts'

const PAGES = 200
const TASKS_ON_A_PAGE = 5
const TASKS = PAGES * TASKS_ON_A_PAGE
// As Atlassian documents them and the sandbox holds them; reads of one issue and of descendants are allowed more.
const PER_SECOND: Readonly<Record<string, number>> = { GET: 100, POST: 100, PUT: 50, DELETE: 50 }

export const pageSync: Benchmark = {
  name: 'page-sync',
  about: `${TASKS} tasks on ${PAGES} Confluence pages become Jira issues at the documented limits of the Cloud`,
  run: async () => [...(await measure('PostgreSQL')), ...(await measure('embedded'))],
}

interface Run {
  readonly status: string
  readonly createdAt: string
  readonly finishedAt: string | null
  readonly error: string | null
  readonly results: readonly { readonly outcome: string }[]
}

async function measure(kind: DatabaseKind): Promise<readonly Figure[]> {
  const atlassian = await startAtlassianSandbox({ size: { pages: 0 } })
  const database = await makeDatabase(kind)
  const server = await serverProcess({ EGRESS_ALLOW: atlassian.cloud.siteUrl, ...OPERATED, ...database.env })
  try {
    const rootId = makePages(atlassian, 'Page')
    const firstId = makePages(atlassian, 'First')
    await server.start()
    const { call } = await ownWorkspace(server.baseUrl)
    await connect(call, atlassian)
    // A process that has just started spends most of a second on compiling itself.
    const first = await sync(call, atlassian, firstId)
    const firstIdealMs = busiestMs(atlassian)
    const { run, tookMs } = await sync(call, atlassian, rootId)
    const idealMs = busiestMs(atlassian)
    return [
      {
        name: `${kind}: tasks made issues`,
        value: run.results.filter(({ outcome }) => outcome === 'created').length,
        unit: '',
        atLeast: TASKS,
        atMost: TASKS,
      },
      { name: `${kind}: requests`, value: atlassian.requests.total, unit: '' },
      { name: `${kind}: refused with 429`, value: atlassian.requests.refusedForRate, unit: '' },
      { name: `${kind}: what the busiest endpoint takes`, value: idealMs / 1_000, unit: 's' },
      { name: `${kind}: took`, value: tookMs / 1_000, unit: 's' },
      {
        name: `${kind}: against the ideal, the first run of a process`,
        value: first.tookMs / firstIdealMs,
        unit: '',
        atMost: 1.1,
      },
      {
        name: `${kind}: against the ideal`,
        value: tookMs / idealMs,
        unit: '',
        atMost: 1.1,
      },
    ]
  } finally {
    await server.stop()
    await atlassian.stop()
    await database.drop()
  }
}

/** Below one page, in chains of ten; gives the id of that page. */
function makePages(atlassian: AtlassianSandbox, title: string): string {
  const { state } = atlassian
  const spaceId = [...state.spaces.values()].find(({ key }) => key === 'ENG')?.id ?? ''
  const work = [...state.issues.values()].find(({ typeId }) => typeId === '10011')
  const macro = `<ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">${work?.key}</ac:parameter></ac:structured-macro>`
  const ids: string[] = []
  for (let index = 0; index < PAGES; index += 1) {
    const parentId = index % 10 === 0 ? ids[0] : ids.at(-1)
    const tasks = Array.from({ length: TASKS_ON_A_PAGE }, (_, task) =>
      taskXml(task, `Task ${task} of ${index}`),
    )
    const body = `${index === 0 ? `<p>${macro}</p>` : ''}<p>Before</p><ac:task-list>${tasks.join('')}</ac:task-list><p>After</p>`
    const place = parentId === undefined ? {} : { parentId }
    ids.push(atlassian.createPage({ spaceId, title: `${title} ${index}`, body, ...place }).id)
  }
  return ids[0] ?? ''
}

function taskXml(id: number, words: string): string {
  return `<ac:task><ac:task-id>${id + 1}</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>${words}</ac:task-body></ac:task>`
}

async function connect(call: Call, { cloud }: AtlassianSandbox): Promise<void> {
  const { email, apiToken: token, siteUrl: baseUrl } = cloud
  const connection = { deployment: 'cloud', email, token, baseUrl }
  await call('PUT', '/api/connections/jira', connection)
  await call('PUT', '/api/connections/confluence', connection)
}

async function sync(
  call: Call,
  atlassian: AtlassianSandbox,
  rootId: string,
): Promise<{ readonly run: Run; readonly tookMs: number }> {
  atlassian.requests.clear()
  const pageUrls = [`${atlassian.cloud.confluenceUrl}/pages/viewpage.action?pageId=${rootId}`]
  const { runId } = await call<{ runId: string }>('POST', '/api/page-tasks/sync', { pageUrls })
  for (;;) {
    // The list is short where the run itself would send all of its results each time.
    await sleep(100)
    const { items } = await call<{ items: readonly Run[] }>('GET', '/api/page-tasks/runs?limit=1')
    const status = items[0]?.status
    if (status === 'waiting' || status === 'running') continue
    const run = await call<Run>('GET', `/api/page-tasks/runs/${runId}`)
    if (run.status !== 'completed') throw new Error(run.error ?? run.status)
    return { run, tookMs: Date.parse(run.finishedAt ?? '') - Date.parse(run.createdAt) }
  }
}

/** No pace that keeps to the limits could be faster: each endpoint and method has its own. */
function busiestMs({ requests }: AtlassianSandbox): number {
  const counts = new Map<string, number>()
  for (const { method, route, path, status } of requests.entries) {
    if (status === 429) continue
    const endpoint = `${method} ${route ?? path}`
    counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1)
  }
  const takes = [...counts].map(([endpoint, count]) => {
    const perSecond = PER_SECOND[endpoint.split(' ', 1)[0] ?? ''] ?? 50
    return (count / perSecond) * 1_000
  })
  return Math.max(...takes)
}
