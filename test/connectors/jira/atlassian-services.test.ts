import { describe, expect, it } from 'vitest'
import { confluenceService } from '../../../server/connectors/confluence/index.ts'
import { jiraService } from '../../../server/connectors/jira/index.ts'
import { createEgressPolicy } from '../../../server/platform/outbound/index.ts'
import { scriptedSend } from '../../support/scripted-send.ts'

const CLOUD = { deployment: 'cloud', email: 'ana@example.com', token: 'api-token-1' }
const DATA_CENTER = { deployment: 'data-center', token: 'pat-12345' }
const ME = { displayName: 'Ana' }
const basic = `Basic ${Buffer.from('ana@example.com:api-token-1').toString('base64')}`

const AT_CLOUD = { credentials: CLOUD, authorization: basic }
const AT_HOME = { credentials: DATA_CENTER, authorization: 'Bearer pat-12345' }

const at = (site: string, credentials: object) => ({ baseUrl: `https://${site}`, credentials })

describe('as whom a connection with Atlassian acts', () => {
  it.each([
    { service: jiraService, ...AT_CLOUD, path: '/rest/api/3/myself' },
    { service: jiraService, ...AT_HOME, path: '/rest/api/2/myself' },
    { service: confluenceService, ...AT_CLOUD, path: '/wiki/rest/api/user/current' },
    { service: confluenceService, ...AT_HOME, path: '/rest/api/user/current' },
  ])('asks each dialect its own way: $path', async ({ service, credentials, path, authorization }) => {
    const { send, asked } = scriptedSend({ [path]: { body: ME } })

    expect(await service.whoAmI(send, at('site.atlassian.net', credentials))).toBe('Ana')
    expect(asked[0]?.headers['authorization']).toBe(authorization)
  })

  it.each([
    {
      when: 'a scope is missing',
      ...AT_CLOUD,
      status: 401,
      headers: { 'x-failure-category': 'FAILURE_CLIENT_SCOPE_CHECK' },
      words: /no scope/,
    },
    { when: 'the Cloud refuses', ...AT_CLOUD, status: 401, headers: {}, words: /api.atlassian.com\/ex/ },
    {
      when: 'a Data Center refuses',
      ...AT_HOME,
      status: 401,
      headers: {},
      words: /access token is not known/,
    },
    {
      when: 'a Data Center sees nobody',
      ...AT_HOME,
      status: 200,
      headers: { 'x-ausername': 'anonymous' },
      words: /is not known there/,
    },
    { when: 'it may not be asked', ...AT_HOME, status: 403, headers: {}, words: /does not allow this/ },
    {
      when: 'the address is of something else',
      ...AT_HOME,
      status: 200,
      headers: {},
      words: /cannot be read/,
    },
  ])('says what to do when $when', async ({ credentials, status, headers, words }) => {
    const path = credentials === CLOUD ? '/rest/api/3/myself' : '/rest/api/2/myself'
    const { send } = scriptedSend({ [path]: { status, headers, body: '<html>' } })

    await expect(jiraService.whoAmI(send, at('jira.example.com', credentials))).rejects.toThrow(words)
  })

  it('takes an anonymous user of Confluence for a dead token', async () => {
    const { send } = scriptedSend({
      '/wiki/rest/api/user/current': { body: { type: 'anonymous', displayName: 'Anonymous' } },
    })

    await expect(confluenceService.whoAmI(send, at('site.atlassian.net', CLOUD))).rejects.toThrow(
      /sees nobody/,
    )
  })

  it('needs the e-mail address at the Cloud only', () => {
    const policy = createEgressPolicy({ allowedOrigins: [], hostRules: jiraService.hosts })
    const { email: _, ...withoutEmail } = CLOUD

    expect(jiraService.violations(withoutEmail, policy)).toMatchObject([{ pointer: '/email' }])
    expect(jiraService.violations(DATA_CENTER, policy)).toEqual([])
  })
})
