import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { webhooksUnderTest } from './support/webhooks-under-test.ts'

let database: TestDatabase
let scope: WorkspaceScope
let webhooks: Awaited<ReturnType<typeof webhooksUnderTest>>

const TOKEN = 'a-plain-token-of-32-characters-x'

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  scope = await aWorkspace(database.db)
  webhooks = await webhooksUnderTest({ database, scope })
})
afterAll(() => database.close())

const register = (body: object, headers: Record<string, string> = {}) =>
  webhooks.app.inject({ method: 'POST', url: '/api/clockify/hooks', payload: body, headers })

async function aHook(event = 'TIMER_STOPPED') {
  const { id, url } = (await register({ event, token: TOKEN })).json<{ id: string; url: string }>()
  return { id, path: new URL(url).pathname }
}

const send = (path: string, token = TOKEN, headers: Record<string, string> = {}) =>
  webhooks.post(path, '{"id":"t1"}', { 'clockify-signature': token, ...headers })

describe('hand-made webhooks', () => {
  it('are registered, listed and never show their token', async () => {
    const added = await register({ event: 'TIMER_STOPPED', token: TOKEN })
    const { id, url } = added.json<{ id: string; url: string }>()

    const listed = await webhooks.app.inject('/api/clockify/hooks')

    expect(added.statusCode).toBe(201)
    expect(url).toBe(`https://switchyard.example/webhooks/clockify/hooks/${id}`)
    expect(listed.json()).toMatchObject({ items: [{ id, url, event: 'TIMER_STOPPED' }], nextCursor: null })
    expect(listed.payload).not.toContain(TOKEN)
    const rows = await inWorkspace(database.db, scope, (tx) =>
      tx.selectFrom('webhookHooks').select('tokenHash').execute(),
    )
    expect(rows.map(({ tokenHash }) => tokenHash.length)).toEqual([32])
  })

  it('bring events under their own type and name themselves as the source', async () => {
    const { id, path } = await aHook()

    const answer = await send(path)

    expect(answer.json()).toEqual({ outcome: 'stored' })
    expect(await webhooks.events()).toMatchObject([{ type: 'TIMER_STOPPED', source: id }])
  })

  it('repeat what the add-on has brought, rather than bring it twice', async () => {
    const { path } = await aHook()
    await webhooks.deliver('TIMER_STOPPED', '{"id":"t1"}')

    expect((await send(path)).json()).toEqual({ outcome: 'duplicate' })
  })

  it('refuse a wrong token and unknown ids with the same answer', async () => {
    const { path } = await aHook()
    const foreign = await aWorkspace(database.db)

    const answers = await Promise.all([
      send(path, 'another-token-of-32-characters-yy'),
      send(path.slice(0, -1) + (path.endsWith('0') ? '1' : '0')),
      send(path.replace(scope.workspaceId, foreign.workspaceId)),
      send('/webhooks/clockify/hooks/nonsense%00'),
      send(path, ''),
    ])

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401, 401])
    expect(new Set(answers.slice(0, 4).map((answer) => answer.json<{ detail: string }>().detail)).size).toBe(
      1,
    )
    expect(await webhooks.events()).toEqual([])
  })

  it('refuse a header that names another event', async () => {
    const { path } = await aHook()

    expect((await send(path, TOKEN, { 'clockify-webhook-event-type': 'NEW_PROJECT' })).statusCode).toBe(403)
  })

  it('store as ignored while the add-on is inactive', async () => {
    const { path } = await aHook()
    webhooks.installation.active = false

    await send(path)

    expect(await webhooks.events()).toMatchObject([{ status: 'ignored', error: 'add-on inactive' }])
  })

  it('are forgotten: later deliveries are refused, a second removal finds nothing', async () => {
    const { id, path } = await aHook()
    const remove = () => webhooks.app.inject({ method: 'DELETE', url: `/api/clockify/hooks/${id}` })

    expect([(await remove()).statusCode, (await remove()).statusCode]).toEqual([204, 404])
    expect((await send(path)).statusCode).toBe(401)
  })

  it('belong to admins, and to their workspace', async () => {
    const { id } = await aHook()
    const elsewhere = await webhooksUnderTest({ database, scope: await aWorkspace(database.db) })

    const asMember = await register({ event: 'TIMER_STOPPED', token: TOKEN }, { 'x-role': 'member' })
    const fromElsewhere = await elsewhere.app.inject({ method: 'DELETE', url: `/api/clockify/hooks/${id}` })

    expect(asMember.statusCode).toBe(403)
    expect(fromElsewhere.statusCode).toBe(404)
    expect((await elsewhere.app.inject('/api/clockify/hooks')).json()).toMatchObject({ items: [] })
  })

  it.each([
    { event: 'timer-stopped', token: TOKEN },
    { event: 'TIMER_STOPPED', token: 'short' },
    { event: 'TIMER_STOPPED' },
    { event: 'TIMER_STOPPED', token: TOKEN, more: true },
  ])('are not registered from %o', async (body) => {
    expect((await register(body)).statusCode).toBe(422)
  })
})
