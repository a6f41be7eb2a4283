import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AtlassianSandbox } from '../../../server/sandbox/atlassian/index.ts'
import { startSmallAtlassian } from '../../support/atlassian-caller.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

interface Readiness {
  readonly status: string | number
  readonly detail?: string
  readonly connections?: readonly { service: string; status: string; detail: string }[]
}

let atlassian: AtlassianSandbox
let test: TestApp
/** Of an admin of a workspace that has nothing yet. */
let key: string

beforeAll(async () => {
  atlassian = await startSmallAtlassian()
  const { cloud, dataCenter } = atlassian
  const origins = [cloud.siteUrl, dataCenter.jiraUrl, dataCenter.confluenceUrl].map(
    (url) => new URL(url).origin,
  )
  test = await startTestApp({ allow: origins })
})
afterAll(async () => {
  await test.close()
  await atlassian.stop()
})
beforeEach(async () => {
  key = await aWorkspaceKey()
  atlassian.clearFaults()
})

async function aWorkspaceKey(): Promise<string> {
  const options = { token: 'operator-key-of-the-tests', body: { name: 'Acme' } }
  return (await test.call<{ apiKey: string }>('POST', '/api/admin/workspaces', options)).body.apiKey
}

const ready = (token: string, query = '?connections=true') =>
  test.call<Readiness>('GET', `/ready${query}`, { token })

interface Credentials {
  readonly token?: string
  readonly baseUrl?: string
}

const atCloud = (service: 'jira' | 'confluence', given: Credentials = {}) => {
  const { email, apiToken: token, siteUrl: baseUrl } = atlassian.cloud
  return connect(service, { deployment: 'cloud', email, token, baseUrl, ...given })
}

async function connect(service: string, body: object): Promise<void> {
  expect((await test.call('PUT', `/api/connections/${service}`, { token: key, body })).status).toBe(200)
}

const requests = () => atlassian.requests.total
const owner = () => atlassian.state.users.get(atlassian.state.ownerId)?.displayName ?? ''

describe('GET /ready without a word of connections', () => {
  it.each(['', '?connections=false', '?other=1'])(
    'asks nobody and needs no credential: %j',
    async (query) => {
      await atCloud('jira', { token: 'a-token-that-is-dead' })
      const before = requests()

      const { status, body } = await ready('', query)

      expect({ status, body }).toEqual({ status: 200, body: { status: 'ready' } })
      expect(requests()).toBe(before)
    },
  )
})

describe('GET /ready?connections=true', () => {
  it('asks every service of the workspace', async () => {
    await atCloud('jira')
    await atCloud('confluence')

    const { status, body } = await ready(key)

    expect(status).toBe(200)
    expect(body.status).toBe('ready')
    expect(body.connections).toHaveLength(2)
    for (const service of ['Jira', 'Confluence'])
      expect(body.connections).toContainEqual({
        service,
        status: 'ok',
        detail: expect.stringContaining(`acts as ${owner()}`) as string,
      })
  })

  it('is ready where nothing is connected', async () => {
    expect(await ready(key)).toMatchObject({ status: 200, body: { status: 'ready', connections: [] } })
  })

  it('needs a credential, of a reader at least, and shows no other workspace', async () => {
    await atCloud('jira', { token: 'a-token-that-is-dead' })
    const made = await test.call<{ key: string }>('POST', '/api/api-keys', {
      token: key,
      body: { label: 'watch', role: 'reader' },
    })

    expect((await ready('')).status).toBe(401)
    expect((await ready('swy_nobody_nothing')).status).toBe(401)
    expect((await ready(made.body.key)).status).toBe(503)
    expect(await ready(await aWorkspaceKey())).toMatchObject({ status: 200, body: { connections: [] } })
    expect((await ready(key, '?connections=perhaps')).status).toBe(422)
  })

  it('is 503 with the reason when one of them fails', async () => {
    await atCloud('confluence')
    await atCloud('jira', { token: 'a-token-that-is-dead' })

    const { status, body, headers } = await ready(key)

    expect(status).toBe(503)
    expect(headers.get('content-type')).toContain('application/problem+json')
    expect(headers.get('retry-after')).toBe('10')
    expect(body).toMatchObject({ code: 'NOT_READY' })
    expect(body.detail).toMatch(/^Jira: Atlassian does not take this token for this address and user\./)
    expect(body.detail).not.toContain('Confluence:')
  })

  it('knows a token with scopes at the address of the site, and takes it at the gateway', async () => {
    const { state, cloud } = atlassian
    const scopes = ['read:jira-work', 'read:jira-user']
    const token = atlassian.createToken({ kind: 'scoped', accountId: state.ownerId, scopes })
    await atCloud('jira', { token })
    expect((await ready(key)).body.detail).toMatch(/with scopes works only at https:\/\/api\.atlassian\.com/)

    key = await aWorkspaceKey()
    await atCloud('jira', { token, baseUrl: cloud.gatewayJiraUrl })
    expect(await ready(key)).toMatchObject({ status: 200, body: { connections: [{ status: 'ok' }] } })
  })

  it('takes 200 for nobody in particular as a failure', async () => {
    const { jiraUrl, confluenceUrl } = atlassian.dataCenter
    const token = 'a-token-that-nobody-made'
    const before = atlassian.requests.entries.length
    await connect('jira', { deployment: 'data-center', token, baseUrl: jiraUrl })
    await connect('confluence', { deployment: 'data-center', token, baseUrl: confluenceUrl })

    const { status, body } = await ready(key)

    const answers = atlassian.requests.entries.slice(before).map((entry) => entry.status)
    expect(answers).toContain(200)
    expect(status).toBe(503)
    expect(body.detail).toMatch(/Jira: .*personal access token is not known there/)
    expect(body.detail).toMatch(/Confluence: .*personal access token is not known there/)
  })

  it('waits 5 s for a service that hangs, and not for others', async () => {
    await atCloud('jira')
    await atCloud('confluence')
    atlassian.failNext({ matching: /myself/, hang: true })
    const began = performance.now()

    const { status, body } = await ready(key)

    const tookMs = performance.now() - began
    expect(status).toBe(503)
    expect(body.detail).toBe('Jira: It has not answered within 5 s. Look whether it is slow for everybody.')
    expect(tookMs).toBeGreaterThan(4_900)
    expect(tookMs).toBeLessThan(7_000)
  })

  it('does not ask the services again within 10 s, however often it is asked', async () => {
    await atCloud('jira')
    const before = requests()

    const answers = await Promise.all(Array.from({ length: 20 }, () => ready(key)))
    const later = await ready(key)

    expect(new Set([...answers, later].map(({ status }) => status))).toEqual(new Set([200]))
    expect(requests()).toBe(before + 1)
  })
})
