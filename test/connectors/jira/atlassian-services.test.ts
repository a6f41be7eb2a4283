import { describe, expect, it } from 'vitest'
import { confluenceService } from '../../../server/connectors/confluence/index.ts'
import { jiraService } from '../../../server/connectors/jira/index.ts'
import { createEgressPolicy } from '../../../server/platform/outbound/index.ts'
import { scriptedSend } from '../../support/scripted-send.ts'

const CLOUD = { deployment: 'cloud', email: 'ana@example.com', token: 'api-token-1' }
const DATA_CENTER = { deployment: 'data-center', token: 'pat-12345' }
const ME = { displayName: 'Ana' }
const basic = `Basic ${Buffer.from('ana@example.com:api-token-1').toString('base64')}`

const at = (site: string, credentials: object) => ({ baseUrl: `https://${site}`, credentials })

describe('as whom a connection with Atlassian acts', () => {
  it.each([
    [jiraService, CLOUD, '/rest/api/3/myself', basic],
    [jiraService, DATA_CENTER, '/rest/api/2/myself', 'Bearer pat-12345'],
    [confluenceService, CLOUD, '/wiki/rest/api/user/current', basic],
    [confluenceService, DATA_CENTER, '/rest/api/user/current', 'Bearer pat-12345'],
  ])('asks each dialect its own way', async (service, credentials, path, authorization) => {
    const { send, asked } = scriptedSend({ [path]: { body: ME } })

    expect(await service.whoAmI(send, at('site.atlassian.net', credentials))).toBe('Ana')
    expect(asked[0]?.headers['authorization']).toBe(authorization)
  })

  it.each([
    ['a scope is missing', CLOUD, 401, { 'x-failure-category': 'FAILURE_CLIENT_SCOPE_CHECK' }, /no scope/],
    ['the Cloud refuses', CLOUD, 401, {}, /api.atlassian.com\/ex/],
    ['a Data Center refuses', DATA_CENTER, 401, {}, /personal access token is not known/],
    ['a Data Center sees nobody', DATA_CENTER, 200, { 'x-ausername': 'anonymous' }, /is not known there/],
    ['it may not be asked', DATA_CENTER, 403, {}, /does not allow this/],
    ['an address of something else', DATA_CENTER, 200, {}, /cannot be read/],
  ])('says what to do when %s', async (_when, credentials, status, headers, words) => {
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
