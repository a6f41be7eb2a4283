import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { AtlassianSandbox } from '../../../server/sandbox/atlassian/index.ts'
import { askAtlassian, startSmallAtlassian } from '../../support/atlassian-caller.ts'

let sandbox: AtlassianSandbox
beforeAll(async () => {
  sandbox = await startSmallAtlassian()
})
afterEach(() => sandbox.clearFaults())
afterAll(() => sandbox.stop())

const ISSUE = { fields: { project: { key: 'ENG' }, issuetype: { name: 'Task' }, summary: 'Made once' } }
const create = () => askAtlassian(sandbox, 'POST /rest/api/3/issue', { body: ISSUE })
const madeOnce = () =>
  [...sandbox.state.issues.values()].filter(({ summary }) => summary === 'Made once').length

describe('a fault', () => {
  it('loses the answer of an issue that was made, or drops the request before', async () => {
    sandbox.failNext({ matching: /^POST \/rest\/api\/3\/issue$/, when: 'after', drop: true })
    await expect(create()).rejects.toThrow('fetch failed')
    const after = madeOnce()
    sandbox.failNext({ matching: /^POST /, drop: true })
    await expect(create()).rejects.toThrow('fetch failed')

    expect([after, madeOnce()]).toEqual([1, 1])
    expect(sandbox.requests.entries.slice(-2).map(({ status }) => status)).toEqual([0, 0])
  })

  it('is a storm of conflicts in the form of whatever is asked', async () => {
    sandbox.failNext({ conflict: true, times: 3 })
    const calls = ['PUT /wiki/api/v2/pages/1', 'PUT /rest/api/content/1', 'PUT /rest/api/3/issue/ENG-1']
    const answers = []
    for (const call of calls) answers.push(await askAtlassian(sandbox, call, { body: {} }))

    expect(answers.map(({ status, body }) => [status, Object.keys(body)])).toEqual([
      [409, ['errors']],
      [409, ['statusCode', 'data', 'message', 'reason']],
      [409, ['errorMessages', 'errors']],
    ])
  })

  it('lets a person be quicker each time', async () => {
    const page = [...sandbox.state.pages.values()].findLast(({ kind }) => kind === 'page')!
    const onArrival = () => void sandbox.editPage(page.id, { edit: (body) => `${body}<p>Quick</p>` })
    sandbox.failNext({ matching: /^PUT \/wiki/, onArrival, times: 2 })
    const put = async () => {
      const number = page.versions.length + 1
      const body = {
        id: page.id,
        status: 'current',
        title: 'Mine',
        version: { number },
        body: { representation: 'storage', value: '' },
      }
      return (await askAtlassian(sandbox, `PUT /wiki/api/v2/pages/${page.id}`, { body })).status
    }

    expect([await put(), await put(), await put()]).toEqual([409, 409, 200])
  })

  it.each([
    'jira-quota-global-based',
    'jira-quota-tenant-based',
    'jira-burst-based',
    'jira-per-issue-on-write',
    'confluence-burst-based',
  ] as const)('is 429 for %s', async (reason) => {
    sandbox.failNext({ rateLimited: { reason, retryAfterSeconds: 3 } })
    const { status, headers } = await askAtlassian(sandbox, 'GET /rest/api/3/issue/ENG-1')

    expect([status, headers.get('ratelimit-reason'), headers.get('retry-after')]).toEqual([429, reason, '3'])
  })

  it('hangs until it is released, or answers what it is told', async () => {
    const held = sandbox.holdNext(/^GET \/rest\/api\/2\/issue/)
    const waiting = askAtlassian(sandbox, 'GET /rest/api/2/issue/ENG-1')
    await held.asked
    held.release()
    sandbox.failNext({
      status: 400,
      body: { errors: [{ status: 400, title: 'Content contains unsupported extensions' }] },
    })
    const told = await askAtlassian(sandbox, 'GET /wiki/api/v2/spaces')

    expect([(await waiting).status, told.status]).toEqual([200, 400])
  })
})
