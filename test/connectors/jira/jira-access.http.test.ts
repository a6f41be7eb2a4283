import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { jiraAccess, type JiraClient } from '../../../server/connectors/jira/index.ts'
import { BudgetExhausted } from '../../../server/platform/connections/index.ts'
import type { HttpResponse } from '../../../server/platform/outbound/index.ts'
import { failureOf, openJiraLine, type JiraLine, type Place } from './support.ts'

let line: JiraLine
beforeAll(async () => {
  line = await openJiraLine()
})
afterEach(() => line.sandbox.clearFaults())
afterAll(() => line.close())

const ownerId = () => line.sandbox.state.ownerId
const scoped = (...scopes: readonly string[]) =>
  line.sandbox.createToken({ kind: 'scoped', accountId: ownerId(), scopes })
const NEW_ISSUE = { projectKey: 'ENG', typeId: '10002', summary: 'x', description: [] }
const words = (pattern: RegExp) => expect.stringMatching(pattern) as unknown

describe("a connection's token", () => {
  it.each([
    { place: 'cloud' as Place, kind: 'classic' as const, told: /does not take this token/ },
    { place: 'data-center' as Place, kind: 'pat' as const, told: /is not known there, or has expired/ },
  ])('that has died is told of, and shown with the connection ($place)', async ({ place, kind, told }) => {
    const token = line.sandbox.createToken({ kind, accountId: ownerId() })
    const { jira, state } = await line.connect(place, token)
    await jira.whoAmI()
    line.sandbox.revokeToken(token)

    // At a Data Center all of these are answered as if nobody had signed in: 200, or 404.
    for (const asked of [
      () => jira.searchIssues({ jql: 'project = ENG', most: 5 }),
      () => jira.readIssues(['ENG-1']),
      () => jira.listFields(),
      () => jira.createIssue(NEW_ISSUE),
    ])
      expect(await failureOf(asked())).toMatchObject({ kind: 'unauthorized', message: words(told) })
    expect(await state()).toEqual({ status: 'failing', lastError: words(told), warnings: [] })
  })

  it('that lacks a scope is told of, and goes on for what it may', async () => {
    const { jira, state } = await line.connect('gateway', scoped('read:jira-work', 'read:jira-user'))

    expect(await failureOf(jira.createIssue(NEW_ISSUE))).toMatchObject({
      kind: 'forbidden',
      message: words(/no scope for this/),
    })
    expect((await jira.readIssues(['ENG-1'])).issues.size).toBe(1)
    expect((await state())?.status).not.toBe('failing')
  })

  it('is known by the words alone where no header says so', async () => {
    const { jira } = await line.connect('cloud')
    const body = { code: 401, message: 'Unauthorized; scope does not match' }
    line.sandbox.failNext({ status: 401, body })

    expect(await failureOf(jira.whoAmI())).toMatchObject({ kind: 'forbidden' })
  })

  it('with scopes works at the gateway, and people read at the site', async () => {
    const token = scoped('read:jira-work', 'write:jira-work', 'read:jira-user')
    const [atGateway, atSite] = [await line.connect('gateway', token), await line.connect('cloud', token)]
    line.sandbox.requests.clear()

    const pages = [await atGateway.jira.issuePage('ENG-1'), await atGateway.jira.issuePage('ENG-2')]
    const { key } = await atGateway.jira.createIssue(NEW_ISSUE)

    expect(pages).toEqual(['ENG-1', 'ENG-2'].map((one) => `${line.sandbox.cloud.siteUrl}/browse/${one}`))
    expect(line.sandbox.requests.entries.filter(({ path }) => path.endsWith('/serverInfo'))).toHaveLength(1)
    expect(line.sandbox.state.issueByKey.has(key)).toBe(true)
    expect(await failureOf(atSite.jira.whoAmI())).toMatchObject({ message: words(/api.atlassian.com\/ex/) })
  })

  it("asks again for the site's address when it was not told", async () => {
    const { jira } = await line.connect('gateway', scoped('read:jira-work'))
    line.sandbox.failNext({ matching: /serverInfo/, status: 200, body: { baseUrl: 'nowhere' } })

    expect(await failureOf(jira.issuePage('ENG-1'))).toMatchObject({ kind: 'unreadable' })
    expect(await jira.issuePage('ENG-1')).toBe(`${line.sandbox.cloud.siteUrl}/browse/ENG-1`)
  })
})

describe('too many requests', () => {
  const RETRIES = 3

  it('are told to people with the reason and the time', async () => {
    const { jira } = await line.connect('cloud')
    const limited = (reason: 'burst-based' | 'quota-tenant-based' | 'per-issue-on-write') => ({
      times: RETRIES,
      rateLimited: { reason: `jira-${reason}` as const, retryAfterSeconds: 40 },
    })

    const errors: unknown[] = []
    for (const reason of ['burst-based', 'quota-tenant-based', 'per-issue-on-write'] as const) {
      line.sandbox.failNext(limited(reason))
      errors.push(await failureOf(jira.createIssue({ ...NEW_ISSUE, summary: reason })))
      line.sandbox.clearFaults()
    }

    const common = { kind: 'rate-limited', status: 429, retryAfterMs: 40_000 }
    expect(errors).toMatchObject([
      { ...common, message: words(/slow down/) },
      { ...common, message: words(/full hour/) },
      { ...common, message: words(/half a minute/) },
    ])
    const made = [...line.sandbox.state.issues.values()].filter(({ summary }) => summary === 'burst-based')
    expect(made).toEqual([])
  })

  it('put a run off until it may go on', async () => {
    const { open } = await line.connect('data-center')
    const jira = await open('background')
    line.sandbox.failNext({ status: 429, headers: { 'retry-after': '1800' }, body: {} })

    const error = await failureOf(jira.createIssue(NEW_ISSUE))

    expect(error).toBeInstanceOf(BudgetExhausted)
    const waitMs = (error as BudgetExhausted).resumesAt.getTime() - Date.now()
    expect([waitMs > 1_700_000, waitMs < 1_900_000]).toEqual([true, true])
  })

  it('are repeated at once where the wait is short and nothing is written', async () => {
    const { open } = await line.connect('cloud')
    const jira = await open('background')
    line.sandbox.failNext({ rateLimited: { reason: 'jira-burst-based', retryAfterSeconds: 1 } })

    expect((await jira.readIssues(['ENG-1'])).issues.size).toBe(1)
  })

  it('wait for the reset that the answer names', () => {
    const now = new Date('2026-01-01T01:00:00Z')
    const waitFor = (reset: string) =>
      jiraAccess.retryAfterMs?.({ headers: { 'x-ratelimit-reset': reset } } as unknown as HttpResponse, now)

    expect(waitFor('2026-01-01T01:00:30Z')).toBe(30_000)
    expect(['2026-01-01T00:59:00Z', '2026-01-01T09:00:00Z', 'soon'].map(waitFor)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('what is no answer of Jira', () => {
  it.each([
    [200, '<html>Sign in</html>'],
    [302, ''],
    [404, '<html>Nothing here</html>'],
    [400, 'Bad request'],
  ])('is told as an address that is not of Jira (%i)', async (status, body) => {
    const { jira } = await line.connect('data-center')
    line.sandbox.failNext({ status, body })

    expect(await failureOf(jira.listFields())).toMatchObject({
      kind: 'unreadable',
      message: words(/is not Jira, or wants people to sign in/),
    })
  })

  it('ends when the caller does', async () => {
    const { open } = await line.connect('cloud')
    const stop = new AbortController()
    const jira = await open('interactive', stop.signal)
    const held = line.sandbox.holdNext(/myself/)
    const asked = failureOf(jira.whoAmI())
    await held.asked
    stop.abort(new Error('enough'))

    expect(await asked).toMatchObject({ message: 'enough' })
    held.release()
  })
})

describe('an operation that Jira will remove', () => {
  it.each([
    {
      headers: { deprecation: 'Wed, 31 Dec 2025 00:00:00 GMT' },
      operation: 'GET /rest/api/3/field',
      body: [],
      ask: (jira: JiraClient) => jira.listFields(),
    },
    {
      headers: { link: '<https://developer.example/changelog#1>; rel="deprecation"' },
      operation: 'GET /rest/api/3/myself',
      body: { accountId: 'a-1', displayName: 'Ana' },
      ask: (jira: JiraClient) => jira.whoAmI(),
    },
  ])('is logged once, and stands at the connection: $headers', async ({ headers, operation, body, ask }) => {
    const { jira, open, state } = await line.connect('cloud')
    const before = line.deprecated.length
    const matching = new RegExp(`${operation.slice('GET '.length)}$`)
    line.sandbox.failNext({ matching, times: 3, status: 200, headers, body })

    await ask(jira)
    await ask(jira)
    await ask(await open('background'))

    expect(line.deprecated.slice(before)).toEqual([JSON.stringify({ service: 'jira', operation })])
    expect((await state())?.warnings).toMatchObject([{ operation, endsAt: null }])
  })
})
