import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AtlassianSandbox } from '../../../server/sandbox/atlassian/index.ts'
import { askAtlassian, errorOf, listed, startSmallAtlassian } from '../../support/atlassian-caller.ts'

let sandbox: AtlassianSandbox
beforeAll(async () => {
  sandbox = await startSmallAtlassian()
  sandbox.createIssue({ projectKey: 'ENG', type: 'Epic', summary: 'Big thing' })
  sandbox.createIssue({
    projectKey: 'ENG',
    type: 'Story',
    summary: 'Pump "A" is loud',
    parentId: idOf('ENG-8'),
    labels: ['Noise'],
  })
  sandbox.linkIssues({ type: 'Blocks', inward: 'ENG-9', outward: 'ENG-4' })
})
afterAll(() => sandbox.stop())

const idOf = (key: string) => sandbox.state.issueByKey.get(key)!.id

const ask = (body: object) => askAtlassian(sandbox, 'POST /rest/api/3/search/jql', { body })
const askServer = (jql: string, rest = '') =>
  askAtlassian(sandbox, `GET /rest/api/2/search?jql=${encodeURIComponent(jql)}${rest}`)

describe('JQL', () => {
  it.each([
    ['key = ENG-2', ['ENG-2']],
    ['issue in (ENG-2, ENG-1) order by key', ['ENG-1', 'ENG-2']],
    ['project = ENG and issuetype in (Phase, "work package") order by key desc', ['ENG-5', 'ENG-2', 'ENG-1']],
    ['project = OPS', ['OPS-1']],
    ['parent = ENG-2 order by key', ['ENG-3', 'ENG-4']],
    ['parentEpic = ENG-1 and issuetype = Task order by key', ['ENG-3', 'ENG-4', 'ENG-6', 'ENG-7']],
    ['"Epic Link" = ENG-8', ['ENG-9']],
    ['labels = noise', ['ENG-9']],
    ['labels is not empty and labels not in (site)', ['ENG-9']],
    ['project = ENG and summary ~ "loud pump"', ['ENG-9']],
    [
      'project = ENG and issuetype != Task and not issuetype = Phase order by key',
      ['ENG-2', 'ENG-5', 'ENG-8', 'ENG-9'],
    ],
    ['issue in linkedIssues(ENG-9, "blocks")', ['ENG-4']],
    ['issue in linkedIssues(ENG-4, "blocks")', []],
    ['statusCategory = Done and project = ENG', []],
    ['project = ENG and (key = ENG-1 or key = ENG-3) order by created desc', ['ENG-3', 'ENG-1']],
  ])('%s', async (jql, keys) => {
    expect(listed(await ask({ jql, fields: ['summary'] }), 'key')).toEqual(keys)
    expect(listed(await askServer(jql), 'key')).toEqual(keys)
  })

  it.each([
    ['issue in (ENG-1, ENG-9999)', "An issue with key 'ENG-9999' does not exist for field 'issue'."],
    ['key = SEC-1', "An issue with key 'SEC-1' does not exist for field 'key'."],
    ['project = NONE', "The value 'NONE' does not exist for the field 'project'."],
    ['colour = red', "Field 'colour' does not exist or you do not have permission to view it."],
    [
      "issue in relation('ENG-1','Project Children','all')",
      "Unable to find JQL function 'relation(ENG-1, Project Children, all)'.",
    ],
    ['summary = x', "The operator '=' is not supported by the 'summary' field."],
  ])('%s is 400 for the whole query', async (jql, error) => {
    const [cloud, server] = [await ask({ jql }), await askServer(jql)]

    expect([cloud.status, errorOf(cloud), server.status, errorOf(server)]).toEqual([400, error, 400, error])
  })
})

describe('searching on Cloud', () => {
  it('shows ids only unless told, and wants a condition', async () => {
    const bare = await ask({ jql: 'key = ENG-1' })

    expect(bare.body['issues']).toEqual([
      { expand: expect.any(String), id: idOf('ENG-1'), self: expect.any(String), key: 'ENG-1' },
    ])
    expect(bare.body['isLast']).toBe(true)
    expect([(await ask({ jql: '' })).status, (await ask({ jql: 'order by key' })).status]).toEqual([400, 400])
  })

  it('goes on with the token of the same query only', async () => {
    const jql = 'project = ENG order by key'
    const { body } = await ask({ jql, maxResults: 4 })
    const { nextPageToken } = body
    const rest = await ask({ jql, maxResults: 4, nextPageToken })

    expect(listed(rest, 'key')).toEqual(['ENG-5', 'ENG-6', 'ENG-7', 'ENG-8'])
    expect((await ask({ jql: 'project = OPS', nextPageToken })).status).toBe(400)
  })

  it('knows the old search only as removed', async () => {
    const answer = await askAtlassian(sandbox, 'GET /rest/api/3/search?jql=project=ENG')

    expect([answer.status, errorOf(answer)]).toEqual([410, expect.stringContaining('/rest/api/3/search/jql')])
  })
})

describe('searching on Data Center', () => {
  it('has a start and a total, and epics with their issues', async () => {
    const { body } = await askServer('project = ENG order by key', '&startAt=7&maxResults=5&fields=summary')
    const epic = await askAtlassian(sandbox, 'GET /rest/agile/1.0/epic/ENG-8')
    const inEpic = await askAtlassian(sandbox, 'GET /rest/agile/1.0/epic/ENG-8/issue')

    expect(body).toMatchObject({
      startAt: 7,
      maxResults: 5,
      total: 9,
      issues: [{ key: 'ENG-8' }, { key: 'ENG-9' }],
    })
    expect([epic.body['name'], listed(inEpic, 'key')]).toEqual(['Big thing', ['ENG-9']])
  })
})
