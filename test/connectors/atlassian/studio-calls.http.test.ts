import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCatalogue, type Operation } from '../../../server/platform/openapi/index.ts'
import type { AtlassianSandbox } from '../../../server/sandbox/atlassian/index.ts'
import { ATLASSIAN_ROUTES } from '../../../server/sandbox/atlassian/routes/all-routes.ts'
import { startAtlassianSandbox } from '../../../server/sandbox/atlassian/index.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { exampleCall } from './example-call.ts'

interface Answered {
  readonly status: number
  readonly body: unknown
  readonly pages: number
  readonly violations: readonly unknown[]
  readonly detail?: string
}

const SERVICES = ['jira', 'confluence'] as const
const catalogue = loadCatalogue()
let test: TestApp
/** One for each deployment: both are asked the same. */
let cloud: AtlassianSandbox
let dataCenter: AtlassianSandbox

beforeAll(async () => {
  const options = { unlimited: true, quirks: { searchLagMs: 0 } }
  cloud = await startAtlassianSandbox(options)
  dataCenter = await startAtlassianSandbox(options)
  prepare(cloud)
  prepare(dataCenter)
  const urls = [cloud, dataCenter].flatMap((one) => [
    one.cloud.siteUrl,
    one.dataCenter.jiraUrl,
    one.dataCenter.confluenceUrl,
  ])
  test = await startTestApp({ allow: urls })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(async () => {
  await test.close()
  await cloud.stop()
  await dataCenter.stop()
})

/** What the examples take for granted beside the seed. */
function prepare(sandbox: AtlassianSandbox): void {
  sandbox.setPageProperty('435000006', { key: 'map', value: { issue: 'ENG-3' } })
  sandbox.putRemoteLink('ENG-3', { globalId: 'one', object: { url: 'https://site.example/1', title: 'One' } })
  const issue = [...sandbox.state.issues.values()].find(({ key }) => key === 'ENG-3')
  issue?.properties.set('source', { pageId: '1' })
}

async function connect(deployment: 'cloud' | 'data-center'): Promise<void> {
  const { cloud: site } = cloud
  const { dataCenter: servers } = dataCenter
  const isCloud = deployment === 'cloud'
  for (const service of SERVICES) {
    const baseUrl = isCloud ? site.siteUrl : service === 'jira' ? servers.jiraUrl : servers.confluenceUrl
    const credentials = isCloud ? { email: site.email, token: site.apiToken } : { token: servers.token }
    const body = { deployment, baseUrl, ...credentials }
    expect((await test.call('PUT', `/api/connections/${service}`, { body })).status).toBe(200)
  }
}

const call = async (body: object, token?: string): Promise<Answered & { readonly ours: number }> => {
  const options = token === undefined ? { body } : { body, token }
  const answer = await test.call<Answered>('POST', '/api/calls', options)
  return { ...answer.body, ours: answer.status }
}

const bare = (path: string): string => path.replaceAll(/\{[^}]+\}/g, '{}')
const served = new Set(ATLASSIAN_ROUTES.map(({ method, path }) => `${method} ${bare(path)}`))
const isServed = ({ method, path }: Operation): boolean => served.has(`${method} ${bare(path)}`)

/** Nothing is taken away before it was asked for: deletions last, and what holds others after those. */
function inOrder(operations: readonly Operation[]): readonly Operation[] {
  const removals = operations.filter(({ method }) => method === 'DELETE')
  const others = operations.filter(({ method }) => method !== 'DELETE')
  return [...others, ...removals.toSorted((left, right) => right.path.length - left.path.length)]
}

async function callExamples(connector: string): Promise<{ called: number; wrong: readonly unknown[] }> {
  const wrong: unknown[] = []
  let called = 0
  for (const operation of inOrder(catalogue.list({ connector }).filter(isServed))) {
    const example = exampleCall(operation)
    if (example === undefined) continue
    const { operationId } = operation
    const answer = await call({ connector, operationId, ...example })
    called += 1
    if (answer.ours !== 200 || answer.status >= 300 || answer.violations.length > 0)
      wrong.push([operationId, answer.status, answer.detail ?? answer.body, answer.violations])
  }
  return { called, wrong }
}

it('a workspace without a connection is shown both dialects, and told to connect', async () => {
  const { body } = await test.call<{ items: { connector: string }[] }>('GET', '/api/operations')
  const shown = new Set(body.items.map(({ connector }) => connector))
  const refused = await call({ connector: 'jira-data-center', operationId: 'getUser' })

  expect(['jira', 'jira-data-center'].filter((name) => shown.has(name))).toHaveLength(2)
  expect([refused.ours, refused.detail]).toEqual([409, expect.stringContaining('no connection with Jira')])
})

describe.each([
  ['cloud', ''],
  ['data-center', '-data-center'],
] as const)('a workspace at %s', (deployment, ending) => {
  const [jira, confluence] = [`jira${ending}`, `confluence${ending}`]
  beforeAll(() => connect(deployment))

  it.each([
    ['jira', 'searchAndReconsileIssuesUsingJql', 'search_1'],
    ['confluence', 'getPages', 'getContent'],
  ] as const)('is told to choose the other operations of %s', async (service, ofCloud, ofServer) => {
    const other = ending === '' ? `${service}-data-center` : service
    const operationId = ending === '' ? ofServer : ofCloud
    const query = service === 'jira' ? { jql: 'project = ENG' } : {}

    const refused = await call({ connector: other, operationId, query })

    expect(refused.ours).toBe(409)
    expect(refused.detail).toContain(`Choose the operations of ${service}${ending}.`)
  })

  it('is shown the operations of its own dialect alone', async () => {
    const { body } = await test.call<{ items: { connector: string }[] }>('GET', '/api/operations')
    const shown = new Set(body.items.map(({ connector }) => connector))

    expect([...shown].toSorted()).toEqual(
      ['clickup', 'clickup-v3', 'clockify', 'huntflow', jira, confluence].toSorted(),
    )
  })

  it('lets admins alone call', async () => {
    const member = test.sandbox.userToken({ role: 'MEMBER' })
    const asked = { connector: jira, operationId: 'getIssue', path: { issueIdOrKey: 'ENG-1' } }

    expect((await call(asked, member)).ours).toBe(403)
  })

  it('reads every issue of a query, page after page and each once', async () => {
    const operationId = deployment === 'cloud' ? 'searchAndReconsileIssuesUsingJql' : 'search_1'
    const query = { jql: 'project = ENG order by key', maxResults: 4, fields: ['summary'] }
    const { state } = deployment === 'cloud' ? cloud : dataCenter
    const all = [...state.issues.values()].filter(({ key }) => key.startsWith('ENG-'))

    const { body, pages } = await call({ connector: jira, operationId, query, allPages: true })

    const keys = (body as { key: string }[]).map(({ key }) => key)
    expect(pages).toBe(Math.ceil(all.length / 4))
    expect(keys.toSorted()).toEqual(all.map(({ key }) => key).toSorted())
  })

  it('reads every page of a space, page after page and each once', async () => {
    const [operationId, query] =
      deployment === 'cloud'
        ? ['getPages', { 'space-id': ['107'], limit: 4 }]
        : ['getContent', { spaceKey: 'ENG', limit: 4 }]
    const { state } = deployment === 'cloud' ? cloud : dataCenter
    const all = [...state.pages.values()].filter(({ spaceId, kind }) => spaceId === '107' && kind === 'page')

    const { body, pages } = await call({ connector: confluence, operationId, query, allPages: true })

    expect(pages).toBe(Math.ceil(all.length / 4))
    expect((body as { id: string }[]).map(({ id }) => id).toSorted()).toEqual(
      all.map(({ id }) => id).toSorted(),
    )
  })

  it.each([
    [jira, 'getIssue', { issueIdOrKey: 'NONE-1' }],
    [confluence, deployment === 'cloud' ? 'getPageById' : 'getContentById', { id: '1' }],
  ])('gets a refusal of %s as documented', async (connector, operationId, path) => {
    const { status, violations } = await call({ connector, operationId, path })

    expect([status, violations]).toEqual([404, []])
  })

  it.each([
    [jira, deployment === 'cloud' ? 36 : 34],
    [confluence, deployment === 'cloud' ? 33 : 19],
  ])(
    'is answered as documented by %s to every example',
    async (connector, count) => {
      const { called, wrong } = await callExamples(connector)

      expect(wrong).toEqual([])
      expect(called).toBe(count)
    },
    60_000,
  )
})
