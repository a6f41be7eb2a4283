import { afterEach, describe, expect, it } from 'vitest'

import {
  type AtlassianSandbox,
  type AtlassianSandboxOptions,
  startAtlassianSandbox,
} from '../../../server/sandbox/atlassian/index.ts'
import { askAtlassian, SMALL_ATLASSIAN } from '../../support/atlassian-caller.ts'

/** A clock that only moves when told. */
function handClock(at: string) {
  let atMs = Date.parse(at)
  return {
    now: () => new Date(atMs),
    monotonicMs: () => atMs,
    pass: (ms: number) => void (atMs += ms),
  }
}

let sandbox: AtlassianSandbox
const start = async (options: AtlassianSandboxOptions, at = '2026-11-20T10:59:00Z') => {
  const clock = handClock(at)
  sandbox = await startAtlassianSandbox({ clock, size: SMALL_ATLASSIAN, ...options })
  return clock
}
afterEach(() => sandbox.stop())

const statuses = async (calls: number, call: string, asking: Parameters<typeof askAtlassian>[2] = {}) => {
  const found: number[] = []
  for (let index = 0; index < calls; index += 1)
    found.push((await askAtlassian(sandbox, call, asking)).status)
  return found
}

describe('the limits of Cloud', () => {
  it('end a burst on one endpoint and method, with reason and headers, and not on others', async () => {
    const clock = await start({ limits: { burst: { GET: 3, POST: 100, PUT: 50, DELETE: 50 } } })
    await statuses(3, 'GET /rest/api/3/field')
    const refused = await askAtlassian(sandbox, 'GET /rest/api/3/field')

    expect(refused.status).toBe(429)
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '1',
      'ratelimit-reason': 'jira-burst-based',
      'x-ratelimit-limit': '3',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '2026-11-20T10:59:01.000Z',
    })
    expect(await statuses(1, 'GET /rest/api/3/status')).toEqual([200])
    clock.pass(1000)
    expect(await statuses(1, 'GET /rest/api/3/field')).toEqual([200])
    expect(sandbox.requests.refusedForRate).toBe(1)
  })

  it('count pages together and name Confluence, and warn when little is left', async () => {
    await start({ limits: { burst: { GET: 6, POST: 100, PUT: 50, DELETE: 50 } } })
    const pages = [...sandbox.state.pages.values()].filter(({ kind }) => kind === 'page').slice(0, 7)
    const answers = []
    for (const { id } of pages) answers.push(await askAtlassian(sandbox, `GET /wiki/api/v2/pages/${id}`))

    expect(answers.map(({ status }) => status).slice(5)).toEqual([200, 429])
    expect(answers.map(({ headers }) => headers.get('x-ratelimit-nearlimit')).slice(3, 6)).toEqual([
      null,
      'true',
      'true',
    ])
    expect(answers[0]?.headers.get('ratelimit')).toBe('"confluence-burst-based";r=5;t=1')
    expect(answers[6]?.headers.get('ratelimit-reason')).toBe('confluence-burst-based')
  })

  it('end many writes to one issue, at its number in two seconds and in thirty', async () => {
    const clock = await start({ limits: { issueWrites: { per2s: 2, per30s: 3 } } })
    const write = () => statuses(1, 'PUT /rest/api/3/issue/ENG-1', { body: { fields: { labels: ['x'] } } })
    const short = [await write(), await write(), await write()]
    clock.pass(2000)
    const long = [await write(), await write()]
    const reason = async () => {
      const call = 'PUT /rest/api/3/issue/ENG-1/properties/x'
      return (await askAtlassian(sandbox, call, { body: {} })).headers.get('ratelimit-reason')
    }

    expect([...short, ...long].flat()).toEqual([204, 204, 429, 204, 429])
    expect([await reason(), await statuses(1, 'GET /rest/api/3/issue/ENG-1')]).toEqual([
      'jira-per-issue-on-write',
      [200],
    ])
    expect(await statuses(1, 'PUT /rest/api/3/issue/ENG-2', { body: { fields: { labels: [] } } })).toEqual([
      204,
    ])
  })

  it('end the points of an hour for OAuth, until the hour is full; API tokens have none', async () => {
    const clock = await start({ limits: { hourlyPoints: 12 } })
    const token = sandbox.createToken({
      kind: 'oauth',
      accountId: sandbox.state.ownerId,
      scopes: ['read:jira-work'],
    })
    const asOauth = { authorization: `Bearer ${token}`, isGateway: true }
    await statuses(1, 'GET /rest/api/3/field', asOauth)
    const refused = await askAtlassian(sandbox, 'GET /rest/api/3/issue/ENG-1', asOauth)

    expect([
      refused.status,
      refused.headers.get('ratelimit-reason'),
      refused.headers.get('retry-after'),
    ]).toEqual([429, 'jira-quota-global-based', '60'])
    expect(await statuses(1, 'GET /rest/api/3/issue/ENG-1')).toEqual([200])
    clock.pass(60_000)
    expect(await statuses(1, 'GET /rest/api/3/issue/ENG-1', asOauth)).toEqual([200])
  })

  it('are the documented ones unless told, or none', async () => {
    await start({})
    expect(
      (await askAtlassian(sandbox, 'GET /rest/api/3/issue/ENG-1')).headers.get('x-ratelimit-limit'),
    ).toBe('150')
    await sandbox.stop()
    await start({ unlimited: true })
    expect(
      (await askAtlassian(sandbox, 'GET /rest/api/3/issue/ENG-1')).headers.get('x-ratelimit-limit'),
    ).toBeNull()
  })
})

describe('the limit of Data Center', () => {
  it('is off unless given, and is then a bucket for each person', async () => {
    const clock = await start({ dataCenterLimit: { capacity: 2, fill: 1, intervalSeconds: 5 } })
    const call = 'GET /rest/api/2/issue/ENG-1'
    const [first] = [await askAtlassian(sandbox, call), await askAtlassian(sandbox, call)]
    const refused = await askAtlassian(sandbox, call)
    clock.pass(5000)

    expect(first.headers.get('x-ratelimit-remaining')).toBe('1')
    expect([
      refused.status,
      refused.headers.get('retry-after'),
      refused.headers.get('x-ratelimit-fillrate'),
    ]).toEqual([429, '5', '1'])
    expect(await statuses(2, call)).toEqual([200, 429])
  })
})
