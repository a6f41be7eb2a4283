import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connector } from '../../../server/platform/connections/index.ts'
import { createCompiler, loadCatalogue } from '../../../server/platform/openapi/index.ts'
import {
  createEgressPolicy,
  createHttpClient,
  sendWithRetry,
  systemSleep,
  type HttpClient,
} from '../../../server/platform/outbound/index.ts'
import { createHistory } from '../../../server/platform/studio/create-history.ts'
import { callOperation, type CallAnswer } from '../../../server/platform/studio/index.ts'
import type { OperationCall } from '../../../server/platform/studio/prepare-call.ts'
import type { ClickUpSandbox } from '../../../server/sandbox/clickup/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aCaller } from './support/a-connection.ts'

const catalogue = loadCatalogue()
const compiler = createCompiler()
let database: TestDatabase
let sandbox: ClickUpSandbox
let client: HttpClient
let scope: WorkspaceScope

beforeAll(async () => {
  database = await openTestDatabase()
  scope = await aWorkspace(database.db)
  sandbox = await startSmallClickUp()
  const policy = createEgressPolicy({ allowedOrigins: [sandbox.origin], hostRules: [] })
  client = createHttpClient({ policy, log: silentLog, clock: systemClock })
})
afterAll(async () => {
  await client.close()
  await sandbox.stop()
  await database.close()
})

function aConnector(name: string, baseUrl: string): Connector {
  const connect: Connector['connectAs'] = async () => ({
    baseUrls: { api: baseUrl },
    fixedPath: {},
    send: (request) =>
      sendWithRetry(
        { client, clock: systemClock, sleep: systemSleep },
        { ...request, headers: { ...request.headers, authorization: sandbox.tokens.owner } },
      ),
  })
  return { name, connectAs: connect, connectInBackground: () => connect(aCaller(scope)) }
}

async function call(input: Omit<OperationCall, 'connector'>, connector = 'clickup'): Promise<CallAnswer> {
  const connectors = [aConnector('clickup', sandbox.apiUrl), aConnector('clickup-v3', sandbox.origin)]
  const deps = {
    history: createHistory(database.db),
    clock: systemClock,
    log: silentLog,
    catalogue,
    compiler,
    connectors,
    publish: async () => {},
  }
  const answer = await callOperation(deps, aCaller(scope), { ...input, connector })
  if ('dryRun' in answer) throw new Error('a dry run')
  return answer
}

const idsOf = ({ body }: CallAnswer): readonly string[] => (body as { id: string }[]).map(({ id }) => id)
const taskWithMostComments = (): string =>
  [...sandbox.state.commentsByTask].toSorted(([, left], [, right]) => right.length - left.length)[0]![0]

describe('calls of ClickUp through the studio', () => {
  it('read as whom the connection acts, without a difference to the document', async () => {
    const { status, violations } = await call({ operationId: 'GetAuthorizedTeams' })

    expect([status, violations]).toEqual([200, []])
  })

  it('read every task, page after page and each once', async () => {
    const made: string[] = []
    for (let count = 0; count < 150; count += 1) made.push(await addTask(count))
    const [list] = sandbox.state.lists.keys()

    const ofList = await call({ operationId: 'GetTasks', path: { list_id: list }, allPages: true })
    const ofTeam = await call({
      operationId: 'GetFilteredTeamTasks',
      path: { team_Id: sandbox.teamId },
      allPages: true,
    })

    expect([ofList.pages, ofTeam.pages, ofTeam.violations]).toEqual([2, expect.any(Number), []])
    for (const read of [idsOf(ofList), idsOf(ofTeam)]) {
      expect(new Set(read).size).toBe(read.length)
      expect(read).toEqual(expect.arrayContaining(made))
    }
  })

  it('filter by lists in brackets', async () => {
    const [list] = sandbox.state.lists.keys()
    const { request } = await call({
      operationId: 'GetTasks',
      path: { list_id: list },
      query: { 'statuses[]': ['to do', 'in progress'] },
    })

    expect(request.url).toContain('?statuses%5B%5D=to%20do&statuses%5B%5D=in%20progress')
  })

  it('read every comment, each page after the last comment of the one before', async () => {
    const taskId = taskWithMostComments()
    for (let count = 0; count < 60; count += 1) sandbox.comment({ taskId, text: `Comment ${count}` })

    const read = await call({ operationId: 'GetTaskComments', path: { task_id: taskId }, allPages: true })

    expect(read.pages).toBeGreaterThanOrEqual(3)
    expect(new Set(idsOf(read)).size).toBe(idsOf(read).length)
    expect(idsOf(read).length).toBeGreaterThanOrEqual(60)
  })

  it('attach a file', async () => {
    const [taskId] = sandbox.state.tasks.keys()
    const file = {
      name: 'notes.txt',
      contentType: 'text/plain',
      base64: Buffer.from('Hello').toString('base64'),
    }

    const { status, body, violations } = await call({
      operationId: 'CreateTaskAttachment',
      path: { task_id: taskId },
      body: { attachment: { $file: file } },
    })

    expect([status, violations]).toEqual([200, []])
    expect(body).toMatchObject({ title: 'notes.txt', extension: 'txt' })
  })

  it('find operations whose ids have an apostrophe', async () => {
    const [taskId] = sandbox.state.tasks.keys()
    const { status } = await call({ operationId: "GetTask'sTimeinStatus", path: { task_id: taskId } })

    expect(status).toBe(200)
  })

  it('refuse to choose a page twice', async () => {
    const query = { start: 1 }
    const refused = call({ operationId: 'GetTaskComments', path: { task_id: 'a' }, query, allPages: true })

    await expect(refused).rejects.toMatchObject({
      violations: [{ in: 'query', pointer: '/start', message: expect.stringContaining('allPages') }],
    })
  })
})

async function addTask(count: number): Promise<string> {
  const [list] = sandbox.state.lists.keys()
  const { body } = await call({
    operationId: 'CreateTask',
    path: { list_id: list },
    body: { name: `Task ${count}` },
  })
  return (body as { id: string }).id
}
