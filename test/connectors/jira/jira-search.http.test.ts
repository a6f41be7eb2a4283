import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { JiraClient } from '../../../server/connectors/jira/index.ts'
import { openJiraLine, type JiraLine } from './support.ts'

describe('searching as a Data Center or a Cloud may answer', () => {
  let line: JiraLine
  let cloud: JiraClient
  let server: JiraClient
  let ours: readonly string[]
  const JQL = 'labels = ours ORDER BY key ASC'
  beforeAll(async () => {
    line = await openJiraLine({ quirks: { searchLagMs: 60_000, shortSearchPages: true, searchCap: 7 } })
    const { sandbox } = line
    // Older than the lag, for the index.
    const created = { projectKey: 'ENG', labels: ['ours'] }
    ours = Array.from({ length: 30 }, () => sandbox.createIssue(created)).map((issue) => {
      Object.assign(issue, { createdAt: new Date(Date.now() - 3_600_000) })
      return issue.key
    })
    cloud = (await line.connect('cloud')).jira
    server = (await line.connect('data-center')).jira
  })
  afterEach(() => line.sandbox.clearFaults())
  afterAll(() => line.close())

  it.each(['cloud', 'server'])('goes on where pages are shorter than asked for (%s)', async (which) => {
    const found = await (which === 'cloud' ? cloud : server).searchIssues({ jql: JQL, most: 1_000 })

    expect([found.issues.map(({ key }) => key), found.isCut]).toEqual([ours, false])
  })

  it('sees what was written just now, of which it tells the newest fifty', async () => {
    const fresh = Array.from({ length: 60 }, () =>
      line.sandbox.createIssue({ projectKey: 'ENG', labels: ['fresh'] }),
    )
    const jql = 'labels = fresh'
    const search = { jql, most: 100 }
    const justWritten = ['no id', ...fresh.map(({ id }) => id)]

    expect((await cloud.searchIssues(search)).issues).toHaveLength(0)
    expect(
      (await cloud.searchIssues({ ...search, justWritten })).issues.map(({ id }) => id).toSorted(),
    ).toEqual(
      fresh
        .slice(-50)
        .map(({ id }) => id)
        .toSorted(),
    )
  })

  const page = (ids: readonly string[], rest: object) => ({
    matching: /search/,
    status: 200,
    body: {
      issues: ids.map((id) => ({
        id,
        key: `ENG-${id}`,
        fields: {
          summary: 's',
          project: { key: 'ENG' },
          issuetype: { id: '1', name: 'Task' },
          status: { id: '1', name: 'Open', statusCategory: { key: 'undefined' } },
          created: '2026-07-06T04:39:15.000+0200',
        },
      })),
      ...rest,
    },
  })

  it('stops at a token that comes again, and says that it is not sure of the end', async () => {
    line.sandbox.failNext(page(['1', '2'], { nextPageToken: 'a', isLast: false }))
    line.sandbox.failNext(page(['2', '3'], { nextPageToken: 'b' }))
    line.sandbox.failNext(page(['3', '4'], { nextPageToken: 'a' }))

    const { issues, isCut } = await cloud.searchIssues({ jql: 'x = 1', most: 50 })

    expect([issues.map(({ id }) => id), isCut]).toEqual([['1', '2', '3', '4'], true])
    expect(issues[0]).toMatchObject({
      createdAt: new Date('2026-07-06T02:39:15.000Z'),
      status: { category: null },
      assignee: null,
      description: null,
      parentKey: null,
    })
  })

  it.each([
    { end: 'a last page with a token', rest: { isLast: true, nextPageToken: 'again' } },
    { end: 'no token', rest: { isLast: false } },
    { end: 'a token of null', rest: { nextPageToken: null } },
  ])('takes $end for the end', async ({ rest }) => {
    line.sandbox.failNext(page(['1'], rest))

    expect(await cloud.searchIssues({ jql: 'x = 1', most: 50 })).toMatchObject({ isCut: false })
  })

  it('stops where a Data Center has no more than it said', async () => {
    line.sandbox.failNext(page(['1'], { total: 5 }))
    line.sandbox.failNext(page([], { total: 5 }))

    expect((await server.searchIssues({ jql: 'x = 1', most: 50 })).issues).toHaveLength(1)
  })

  it('takes an answer of another shape for none', async () => {
    line.sandbox.failNext({ matching: /search/, status: 200, body: { issues: [{ id: '1', key: 'A-1' }] } })

    await expect(cloud.searchIssues({ jql: 'x = 1', most: 50 })).rejects.toMatchObject({ kind: 'unreadable' })
  })
})
