import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inWorkspace } from '../../../server/storage/db.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

const TOKEN = 'pk_token-of-the-tests'
const OTHER_TOKEN = 'pk_another-token'

/** ClickUp, as far as it says who somebody is; `until` holds its answers back. */
let clickup: Server
let origin: string
let until: Promise<void> = Promise.resolve()
let test: TestApp

interface Connection {
  readonly id: string
  readonly status: string
  readonly account: string | null
  readonly lastError: string | null
}

beforeAll(async () => {
  clickup = createServer((request, response) => {
    void until.then(() => {
      const isKnown = request.headers.authorization === TOKEN
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' })
      const user = { username: 'Ana', email: 'ana@example.com' }
      const known = request.url?.endsWith('/user') === true ? { user } : { teams: [{ name: 'Studio' }] }
      response.end(JSON.stringify(isKnown ? known : { err: 'Token invalid', ECODE: 'OAUTH_025' }))
    })
  })
  await new Promise<void>((resolve) => clickup.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(clickup.address() as AddressInfo).port}`
  test = await startTestApp({ allow: [origin] })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(async () => {
  await test.close()
  await new Promise((resolve) => clickup.close(resolve))
})

const save = (token: string, baseUrl = `${origin}/api/v2/`) =>
  test.call<Connection>('PUT', '/api/connections/clickup', { body: { token, baseUrl } })
const list = async () => (await test.call<{ items: Connection[] }>('GET', '/api/connections')).body.items
const sealedRows = async () => {
  const scope = { workspaceId: test.sandbox.workspaceId }
  const rows = await inWorkspace(test.database.db, scope, (tx) =>
    tx.selectFrom('connections').select('credentialsSealed').execute(),
  )
  return rows.map(({ credentialsSealed }) => credentialsSealed)
}
const ask = (id: string) => test.call<{ ok: boolean }>('POST', `/api/connections/${id}/test`)

describe('connections', () => {
  it('saves credentials sealed, tests them, and never shows them again', async () => {
    const { status, body } = await save(TOKEN)
    const { body: outcome } = await ask(body.id)
    const text = JSON.stringify([body, outcome, await list()])
    const rows = await sealedRows()

    expect([status, body.status]).toEqual([200, 'untested'])
    expect(outcome).toEqual({ ok: true, account: 'Ana (ana@example.com): Studio' })
    expect(await list()).toMatchObject([
      { id: body.id, status: 'ok', connector: 'clickup', label: 'ClickUp' },
    ])
    expect(text).not.toContain(TOKEN)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.includes(TOKEN)).toBe(false)
  })

  it('replaces them under the same id, and says what is wrong with the new ones', async () => {
    const before = (await save(TOKEN)).body
    const after = (await save(OTHER_TOKEN)).body
    const { body: outcome } = await ask(after.id)

    expect([after.id, after.status, after.account]).toEqual([before.id, 'untested', null])
    expect(outcome).toMatchObject({ ok: false, problem: expect.stringContaining('OAUTH_025') })
    expect(await list()).toMatchObject([
      { status: 'failing', lastError: expect.stringContaining('Settings, Apps') },
    ])
  })

  it('keeps nothing of a test whose credentials were replaced meanwhile', async () => {
    const { id } = (await save(OTHER_TOKEN)).body
    let release = (): void => undefined
    until = new Promise((resolve) => (release = resolve))
    const asked = once(clickup, 'request')
    const tested = ask(id)
    await asked
    await save(TOKEN)
    release()

    expect((await tested).body.ok).toBe(false)
    expect(await list()).toMatchObject([{ status: 'untested', lastError: null }])
  })

  it('keeps one when many are saved at once', async () => {
    const saved = await Promise.all(Array.from({ length: 5 }, () => save(TOKEN)))

    expect(new Set(saved.map(({ body }) => body.id)).size).toBe(1)
    expect(await list()).toHaveLength(1)
  })

  it('forgets them once', async () => {
    const { id } = (await save(TOKEN)).body
    const statuses = [
      (await test.call('DELETE', `/api/connections/${id}`)).status,
      (await test.call('DELETE', `/api/connections/${id}`)).status,
      (await ask(id)).status,
    ]

    expect(statuses).toEqual([204, 404, 404])
    expect(await list()).toEqual([])
  })

  it.each([
    ['clickup', { token: TOKEN, baseUrl: 'https://api.slack.com' }, '/baseUrl', 'may not be called'],
    ['clickup', { token: TOKEN, baseUrl: 'https://api.clickup.com/api?x=1' }, '/baseUrl', 'query'],
    ['clickup', { token: 'two words' }, '/token', ''],
    ['clickup', { token: TOKEN, secret: 'x' }, '', ''],
    ['jira', { deployment: 'cloud', email: 'a@example.com', token: TOKEN }, '/baseUrl', 'is needed'],
    [
      'jira',
      { deployment: 'cloud', token: TOKEN, baseUrl: 'https://a.atlassian.net' },
      '/email',
      'is needed',
    ],
    ['slack', { signingSecret: 'signing-secret' }, '/botToken', 'is needed'],
  ])('does not take %s with %j', async (connector, body, pointer, words) => {
    const answer = await test.call<{ violations: { pointer: string; message: string }[] }>(
      'PUT',
      `/api/connections/${connector}`,
      { body },
    )

    expect(answer.status).toBe(422)
    expect(answer.body.violations[0]?.pointer).toContain(pointer)
    expect(answer.body.violations[0]?.message).toContain(words)
    expect(await list()).toEqual([])
  })

  it('knows no other services', async () => {
    expect((await test.call('PUT', '/api/connections/other', { body: {} })).status).toBe(404)
  })
})
