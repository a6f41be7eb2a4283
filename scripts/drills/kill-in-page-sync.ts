import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { startAtlassianSandbox, type AtlassianSandbox } from '../../server/sandbox/atlassian/index.ts'
import type { ProcessDatabase } from './databases.ts'
import { whileInstalled, type Installed } from './installed.ts'
import { freePort } from './server-process.ts'
import { expectEqual, sendAsAdmin, until, type Figures } from './support.ts'

const TASKS_ON_A_PAGE = 5
const PAGES_FOR_A_ROUND = 8
// The lease of its job, and the start of a server beside others.
const TAKEN_UP_WITHIN_MS = 60_000
// An issue whose creation was not answered is looked for over two minutes.
const ENDS_WITHIN_MS = 400_000
const ON_THE_WAY_MS = 200

interface Run {
  readonly status: string
  readonly error: string | null
  readonly results: readonly { readonly outcome: string; readonly issueKey: string | null }[]
}

interface Running extends Installed {
  readonly atlassian: AtlassianSandbox
  /** Each with what it held before the run. */
  readonly pages: ReadonlyMap<string, string>
}

/** kill -9 in the middle of a sync of pages: each task gets one issue, and each page is as it was or as it will be. */
export async function killInPageSync(
  makeDatabase: () => Promise<ProcessDatabase>,
  rounds: number,
): Promise<Figures> {
  const atlassian = await startAtlassianSandbox({ size: { pages: 0 } })
  const port = await freePort()
  const env = { EGRESS_ALLOW: [`http://127.0.0.1:${port}`, atlassian.cloud.siteUrl].join() }
  const sandbox = { port, size: { users: 2, projects: 1, tasks: 1, timeEntries: 1 } }
  const pages = makePages(atlassian, rounds * PAGES_FOR_A_ROUND)
  try {
    return await whileInstalled({ makeDatabase, sandbox, env }, (installed) =>
      runRounds({ ...installed, atlassian, pages }, rounds),
    )
  } finally {
    await atlassian.stop()
  }
}

/** Below one page, in chains of ten. */
function makePages(atlassian: AtlassianSandbox, count: number): ReadonlyMap<string, string> {
  const { state } = atlassian
  const space = [...state.spaces.values()].find(({ key }) => key === 'ENG')
  const work = [...state.issues.values()].find(({ typeId }) => typeId === '10011')
  const macro = `<ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">${work?.key}</ac:parameter></ac:structured-macro>`
  const pages = new Map<string, string>()
  let above: string | undefined
  for (let index = 0; index < count; index += 1) {
    const tasks = Array.from({ length: TASKS_ON_A_PAGE }, (_, task) => taskXml(index, task))
    const body = `${index === 0 ? `<p>${macro}</p>` : ''}<p>Before</p><ac:task-list>${tasks.join('')}</ac:task-list><p>After</p>`
    const root: string | undefined = pages.keys().next().value
    const parentId = index % 10 === 0 ? root : above
    const page = atlassian.createPage({
      spaceId: space?.id ?? '',
      title: `Page ${index}`,
      body,
      ...(parentId === undefined ? {} : { parentId }),
    })
    above = page.id
    pages.set(page.id, body)
  }
  return pages
}

function taskXml(page: number, task: number): string {
  return `<ac:task><ac:task-id>${task + 1}</ac:task-id><ac:task-uuid>${page}-${task}</ac:task-uuid><ac:task-status>incomplete</ac:task-status><ac:task-body>Task ${task} of page ${page}</ac:task-body></ac:task>`
}

async function runRounds(running: Running, rounds: number): Promise<Figures> {
  const { server, atlassian, pages } = running
  const runId = await begin(running)
  let slowestPickUpMs = 0
  for (let round = 0; round < rounds; round += 1) {
    const enough = atlassian.requests.total + randomInt(5, 80)
    await until('the run asks', TAKEN_UP_WITHIN_MS, () => atlassian.requests.total >= enough)
    await server.kill()
    // What the dead process had sent may still be on its way.
    await sleep(ON_THE_WAY_MS)
    expectWholePages(running)
    slowestPickUpMs = Math.max(slowestPickUpMs, await resume(running, runId))
  }
  await until('the run has ended', ENDS_WITHIN_MS, async () => {
    const { status } = await sendAsAdmin<Run>(running, `GET /api/page-tasks/runs/${runId}`)
    return status !== 'running' && status !== 'waiting'
  })
  const run = await sendAsAdmin<Run>(running, `GET /api/page-tasks/runs/${runId}`)
  expectEqual('how the run ended', `${run.status} ${run.error}`, 'completed null')
  expectOneIssueEach(running, run)
  return { rounds, pages: pages.size, tasks: pages.size * TASKS_ON_A_PAGE, slowestPickUpMs }
}

async function begin(running: Running): Promise<string> {
  const { cloud } = running.atlassian
  const credentials = {
    deployment: 'cloud',
    email: cloud.email,
    token: cloud.apiToken,
    baseUrl: cloud.siteUrl,
  }
  await sendAsAdmin(running, 'PUT /api/connections/jira', credentials)
  await sendAsAdmin(running, 'PUT /api/connections/confluence', credentials)
  const [root = ''] = running.pages.keys()
  const pageUrls = [`${cloud.confluenceUrl}/pages/viewpage.action?pageId=${root}`]
  const { runId } = await sendAsAdmin<{ runId: string }>(running, 'POST /api/page-tasks/sync', { pageUrls })
  return runId
}

/** Milliseconds from the start after the kill to the first request of the work that was taken up. */
async function resume(running: Running, runId: string): Promise<number> {
  const { atlassian, server } = running
  const killedAt = performance.now()
  const before = atlassian.requests.total
  await server.start()
  const { status } = await sendAsAdmin<Run>(running, `GET /api/page-tasks/runs/${runId}`)
  if (status !== 'running') throw new Error('the run was over before it could be killed')
  await until('the run is taken up', TAKEN_UP_WITHIN_MS, () => atlassian.requests.total > before)
  return Math.round(performance.now() - killedAt)
}

function storageOf({ atlassian }: Running, pageId: string): string {
  return atlassian.state.pages.get(pageId)?.versions.at(-1)?.body ?? ''
}

function expectWholePages(running: Running): void {
  for (const [pageId, before] of running.pages) {
    const now = storageOf(running, pageId)
    const isOld = now === before
    const isNew = !now.includes('ac:task') && now.includes('<p>Before</p>') && now.endsWith('<p>After</p>')
    if (!isOld && !isNew) throw new Error(`page ${pageId} is neither as it was nor as it will be`)
  }
}

function expectOneIssueEach(running: Running, run: Run): void {
  const { atlassian, pages } = running
  const tasks = pages.size * TASKS_ON_A_PAGE
  const made = [...atlassian.state.issues.values()].filter(({ summary }) => summary.startsWith('Task '))
  expectEqual('issues', made.filter(({ summary }) => / of page \d+$/.test(summary)).length, tasks)
  expectEqual(
    'different issues in the results',
    new Set(run.results.map(({ issueKey }) => issueKey)).size,
    tasks,
  )
  expectWholePages(running)
  for (const pageId of pages.keys()) {
    const { versions } = atlassian.state.pages.get(pageId) ?? { versions: [] }
    expectEqual(`versions of page ${pageId}`, versions.length, 2)
  }
}
