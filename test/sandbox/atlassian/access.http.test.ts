import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AtlassianSandbox } from '../../../server/sandbox/atlassian/index.ts'
import { askAtlassian, basic, listed, startSmallAtlassian } from '../../support/atlassian-caller.ts'

let sandbox: AtlassianSandbox
beforeAll(async () => {
  sandbox = await startSmallAtlassian()
})
afterAll(() => sandbox.stop())

const status = async (call: string, asking: Parameters<typeof askAtlassian>[2] = {}) =>
  (await askAtlassian(sandbox, call, asking)).status

function scoped(...scopes: readonly string[]): string {
  const accountId = sandbox.state.ownerId
  return basic(sandbox.cloud.email, sandbox.createToken({ kind: 'scoped', accountId, scopes }))
}

describe('Cloud', () => {
  it('takes e-mail and token together only, and no bearer', async () => {
    const { apiToken } = sandbox.cloud
    const call = 'GET /rest/api/3/myself'

    expect(await status(call)).toBe(200)
    expect(await status(call, { authorization: basic('other@site.example', apiToken) })).toBe(401)
    expect(await status(call, { authorization: `Bearer ${apiToken}` })).toBe(401)
    sandbox.revokeToken(apiToken)
    expect(await status(call)).toBe(401)
    Object.assign(sandbox.cloud, {
      apiToken: sandbox.createToken({ kind: 'classic', accountId: sandbox.state.ownerId }),
    })
  })

  it('tells its id to anybody, and nobody anything else but 200 with nothing in it', async () => {
    const nobody = { authorization: null }
    const tenant = await askAtlassian(sandbox, 'GET /_edge/tenant_info', nobody)
    const spaces = await askAtlassian(sandbox, 'GET /wiki/api/v2/spaces', nobody)
    const projects = await askAtlassian(sandbox, 'GET /rest/api/3/project/search', nobody)

    expect(tenant.body).toEqual({ cloudId: sandbox.cloud.cloudId })
    expect([spaces.status, listed(spaces, 'id'), projects.status, listed(projects, 'id')]).toEqual([
      200,
      [],
      200,
      [],
    ])
    expect([
      await status('GET /rest/api/3/myself', nobody),
      await status('GET /rest/api/3/issue/ENG-1', nobody),
    ]).toEqual([401, 404])
    expect(await status('POST /rest/api/3/issue', { ...nobody, body: {} })).toBe(401)
  })

  it('takes a token with scopes at the gateway only, and each operation by its scope', async () => {
    const authorization = scoped('read:jira-work', 'read:page:confluence')
    const through = { authorization, isGateway: true }

    expect(await status('GET /rest/api/3/issue/ENG-1', { authorization })).toBe(401)
    expect(await status('GET /rest/api/3/issue/ENG-1', through)).toBe(200)
    expect(await status('GET /wiki/api/v2/pages?limit=1', through)).toBe(200)
    const write = await askAtlassian(sandbox, 'POST /rest/api/3/issue', { ...through, body: { fields: {} } })
    expect([write.status, write.body, write.headers.get('x-failure-category')]).toEqual([
      401,
      { code: 401, message: 'Unauthorized; scope does not match' },
      'FAILURE_CLIENT_SCOPE_CHECK',
    ])
    expect(sandbox.requests.entries.at(-1)).toMatchObject({
      path: '/rest/api/3/issue',
      isGateway: true,
      tokenKind: 'scoped',
    })
  })

  it('at the gateway refuses classic tokens and unknown sites', async () => {
    const { gatewayJiraUrl, cloudId } = sandbox.cloud
    const elsewhere = gatewayJiraUrl.replace(cloudId, 'another')
    const answer = await fetch(`${elsewhere}/rest/api/3/field`, {
      headers: { authorization: scoped('read:jira-work') },
    })

    expect(await status('GET /rest/api/3/issue/ENG-1', { isGateway: true })).toBe(401)
    expect(answer.status).toBe(404)
  })

  it('announces what goes away', async () => {
    const { headers } = await askAtlassian(sandbox, 'GET /wiki/api/v2/pages/435000001/children')

    expect(headers.get('deprecation')).not.toBeNull()
    expect(headers.get('link')).toContain('rel="deprecation"')
  })
})

describe('Data Center', () => {
  it('says who somebody is, and answers a bad token as nobody with 200', async () => {
    const bad = { authorization: 'Bearer wrong' }
    const good = await askAtlassian(sandbox, 'GET /rest/api/2/myself')
    const search = await askAtlassian(sandbox, 'GET /rest/api/2/search?jql=project=ENG', bad)
    const current = await askAtlassian(sandbox, 'GET /rest/api/user/current', bad)

    expect(good.headers.get('x-ausername')).toBe('ialder')
    expect([current.status, current.body['type'], current.headers.get('x-ausername')]).toEqual([
      200,
      'anonymous',
      'anonymous',
    ])
    expect([search.status, await status('GET /rest/api/2/myself', bad)]).toEqual([400, 401])
  })

  it('refuses a personal access token as a password', async () => {
    const authorization = basic('ialder', sandbox.dataCenter.token)

    expect(await status('GET /rest/api/2/myself', { authorization })).toBe(401)
  })
})

describe('the request log', () => {
  it('knows who asked what, by template, and what was said against it', async () => {
    const strict = await startSmallAtlassian({
      checkRequest: ({ query }) => (query.includes('x=') ? ['x is odd'] : []),
    })
    await askAtlassian(strict, 'GET /rest/api/3/issue/ENG-1?x=1')
    const [entry] = strict.requests.entries
    await strict.stop()

    expect(entry).toMatchObject({
      route: '/rest/api/3/issue/{issueIdOrKey}',
      accountId: strict.state.ownerId,
      tokenKind: 'classic',
      status: 200,
    })
    expect(strict.requests.complaints.map(({ complaints }) => complaints)).toEqual([['x is odd']])
  })
})
