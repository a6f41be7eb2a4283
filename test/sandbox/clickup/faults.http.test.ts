import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { ClickUpSandbox } from '../../../server/sandbox/clickup/index.ts'
import { askClickUp, itemsOf, startSmallClickUp } from '../../support/clickup-caller.ts'

let sandbox: ClickUpSandbox
let listId: string
beforeAll(async () => {
  sandbox = await startSmallClickUp({ size: { tasks: 300, lists: 1, folderlessLists: 0 } })
  listId = [...sandbox.state.lists.keys()][0]!
})
afterEach(() => sandbox.clearFaults())
afterAll(() => sandbox.stop())

const create = (name: string) => askClickUp(sandbox, `POST /v2/list/${listId}/task`, { body: { name } })
const named = (name: string) => [...sandbox.state.tasks.values()].filter((task) => task.name === name)
const CREATE = /^POST \/v2\/list\/\d+\/task$/

describe('faults', () => {
  it('before the request is done leave nothing behind', async () => {
    sandbox.failNext({ matching: CREATE, status: 503 })

    expect((await create('Never made')).status).toBe(503)
    expect(named('Never made')).toHaveLength(0)
    expect((await create('Never made')).status).toBe(200)
  })

  it('after the request is done take away only the answer', async () => {
    sandbox.failNext({ matching: CREATE, when: 'after', status: 500, times: 2 })

    expect((await create('Made anyway')).status).toBe(500)
    expect((await create('Made anyway')).status).toBe(500)
    expect(named('Made anyway')).toHaveLength(2)
  })

  it.each(['before', 'after'] as const)('drop the connection %s the work', async (when) => {
    const name = `Dropped ${when}`
    sandbox.failNext({ matching: CREATE, when, drop: true })

    await expect(create(name)).rejects.toThrow('fetch failed')
    expect(named(name)).toHaveLength(when === 'after' ? 1 : 0)
  })

  it('hang until the caller gives up, and are logged without a status', async () => {
    sandbox.failNext({ matching: /user/, hang: true })

    await expect(askClickUp(sandbox, 'GET /v2/user', { signal: AbortSignal.timeout(50) })).rejects.toThrow()
    expect(sandbox.requests.matching(/GET \/v2\/user/).at(-1)).toMatchObject({ status: 0 })
  })

  it('hold a request until it is released', async () => {
    const { asked, release } = sandbox.holdNext(/user/)
    const answered = askClickUp(sandbox, 'GET /v2/user')
    await asked
    const before = sandbox.requests.matching(/GET \/v2\/user/).length
    release()

    expect((await answered).status).toBe(200)
    expect(sandbox.requests.matching(/GET \/v2\/user/).length).toBe(before + 1)
  })

  it('slow an answer down', async () => {
    sandbox.failNext({ delayMs: 60 })
    const startedAt = performance.now()
    const { status } = await askClickUp(sandbox, 'GET /v2/user')

    expect(status).toBe(200)
    expect(performance.now() - startedAt).toBeGreaterThan(50)
  })

  it('hide an error under 200, cut a body, or send a page of HTML', async () => {
    sandbox.failNext({ status: 200, body: { err: 'Team not authorized', ECODE: 'OAUTH_027' } })
    sandbox.failNext({ cutBody: true })
    sandbox.failNext({ status: 502, body: '<html>', headers: { 'content-type': 'text/html' } })
    const [hidden, cut, html] = [
      await askClickUp(sandbox, 'GET /v2/user'),
      await askClickUp(sandbox, 'GET /v2/user'),
      await askClickUp(sandbox, 'GET /v2/user'),
    ]

    expect([hidden.status, hidden.body['ECODE']]).toEqual([200, 'OAUTH_027'])
    expect([cut.status, cut.body, cut.text.startsWith('{"user"')]).toEqual([200, {}, true])
    expect([html.headers.get('content-type'), html.text]).toEqual(['text/html', '<html>'])
  })

  it('repeat a page', async () => {
    const page = (number: number) =>
      askClickUp(sandbox, `GET /v2/list/${listId}/task?subtasks=true&page=${number}`)
    const first = await page(0)
    sandbox.failNext({ matching: /task$/, repeatPage: 0, times: 1 })

    expect(itemsOf(await page(1), 'tasks')).toEqual(itemsOf(first, 'tasks'))
    expect(itemsOf(await page(1), 'tasks')).not.toEqual(itemsOf(first, 'tasks'))
  })

  it('hit a share of the requests, the same ones for the same seed', async () => {
    sandbox.failNext({ matching: /user/, chance: 0.3, times: Infinity, status: 500 })
    const statuses: number[] = []
    for (let count = 0; count < 100; count += 1)
      statuses.push((await askClickUp(sandbox, 'GET /v2/user')).status)
    const failed = statuses.filter((status) => status === 500).length

    expect(failed).toBeGreaterThan(15)
    expect(failed).toBeLessThan(45)
  })

  it.each([-30, 86_400])('storm with 429 and a reset %i s away', async (resetInSeconds) => {
    sandbox.failNext({ rateLimited: { resetInSeconds }, times: 2 })
    const answer = await askClickUp(sandbox, 'GET /v2/user')
    const resetIn = Number(answer.headers.get('x-ratelimit-reset')) - Date.now() / 1000

    expect([answer.status, answer.body['ECODE']]).toEqual([429, 'APP_002'])
    expect(Math.abs(resetIn - resetInSeconds)).toBeLessThan(3)
  })
})

describe('what arrived', () => {
  it('can be read: template, query, headers, body, whose token, status', async () => {
    sandbox.requests.clear()
    await create('Logged ✍️')

    expect(sandbox.requests.entries).toMatchObject([
      {
        method: 'POST',
        path: `/v2/list/${listId}/task`,
        route: '/v2/list/{list_id}/task',
        body: { name: 'Logged ✍️' },
        headers: { authorization: sandbox.tokens.owner },
        tokenKind: 'personal',
        userId: sandbox.state.ownerId,
        status: 200,
      },
    ])
  })

  it('is shown to the check that a test brings', async () => {
    const checked = await startSmallClickUp({
      checkRequest: ({ query }) => (query.includes('limit') ? ['no such parameter'] : []),
    })
    await askClickUp(checked, `GET /v2/team/${checked.teamId}/task?limit=5`)
    await askClickUp(checked, `GET /v2/team/${checked.teamId}/task?page=0`)
    const complaints = checked.requests.complaints
    await checked.stop()

    expect(complaints).toMatchObject([{ request: { query: 'limit=5' }, complaints: ['no such parameter'] }])
  })
})
