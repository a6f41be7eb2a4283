import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClickUpSandbox } from '../../../server/sandbox/clickup/index.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

const OTHER_TOKEN = 'pk_another-token'

let clickup: ClickUpSandbox
/** The owner's. */
let token: string
/** Where nothing listens. */
let closed: string
let test: TestApp

interface Connection {
  readonly id: string
  readonly status: string
  readonly account: string | null
  readonly lastError: string | null
}

beforeAll(async () => {
  clickup = await startSmallClickUp()
  token = clickup.tokens.owner
  const gone = await startSmallClickUp()
  await gone.stop()
  closed = gone.origin
  test = await startTestApp({ allow: [clickup.origin, closed] })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(async () => {
  await test.close()
  await clickup.stop()
})

const save = (saved: string, baseUrl = `${clickup.apiUrl}/v2/`) =>
  test.call<Connection>('PUT', '/api/connections/clickup', { body: { token: saved, baseUrl } })
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
    const { status, body } = await save(token)
    const { body: outcome } = await ask(body.id)
    const text = JSON.stringify([body, outcome, await list()])
    const rows = await sealedRows()

    expect([status, body.status]).toEqual([200, 'untested'])
    expect(outcome).toEqual({
      ok: true,
      account: 'Amara Okafor (amara.okafor@northwind.example): Northwind Studio',
    })
    expect(await list()).toMatchObject([
      { id: body.id, status: 'ok', connector: 'clickup', label: 'ClickUp' },
    ])
    expect(text).not.toContain(token)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.includes(token)).toBe(false)
  })

  it('replaces them under the same id, and says what is wrong with the new ones', async () => {
    const before = (await save(token)).body
    const after = (await save(OTHER_TOKEN)).body
    const { body: outcome } = await ask(after.id)

    expect([after.id, after.status, after.account]).toEqual([before.id, 'untested', null])
    expect(outcome).toMatchObject({ ok: false, problem: expect.stringContaining('OAUTH_025') })
    expect(await list()).toMatchObject([
      { status: 'failing', lastError: expect.stringContaining('Settings, Apps') },
    ])
  })

  it('tests the new credentials when they were replaced meanwhile', async () => {
    const { id } = (await save(OTHER_TOKEN)).body
    const { asked, release } = clickup.holdNext()
    const tested = ask(id)
    await asked
    await save(token)
    release()

    expect((await tested).body.ok).toBe(true)
    expect(await list()).toMatchObject([{ status: 'ok', lastError: null }])
  })

  it('keeps one when many are saved at once', async () => {
    const saved = await Promise.all(Array.from({ length: 5 }, () => save(token)))

    expect(new Set(saved.map(({ body }) => body.id)).size).toBe(1)
    expect(await list()).toHaveLength(1)
  })

  it('says so when the service cannot be reached', async () => {
    const { id } = (await save(token, `${closed}/api`)).body

    expect((await ask(id)).body).toEqual({
      ok: false,
      problem: 'ClickUp refused the connection; check that it runs.',
    })
  })

  it('forgets them once', async () => {
    const { id } = (await save(token)).body
    const statuses = [
      (await test.call('DELETE', `/api/connections/${id}`)).status,
      (await test.call('DELETE', `/api/connections/${id}`)).status,
      (await ask(id)).status,
    ]

    expect(statuses).toEqual([204, 404, 404])
    expect(await list()).toEqual([])
  })

  it.each([
    ['clickup', { token: OTHER_TOKEN, baseUrl: 'https://api.slack.com' }, /^\/baseUrl .*may not be called/],
    ['clickup', { token: OTHER_TOKEN, baseUrl: 'https://api.clickup.com/api?x=1' }, /^\/baseUrl .*query/],
    ['clickup', { token: 'two words' }, /^\/token /],
    ['clickup', { token: OTHER_TOKEN, secret: 'x' }, /^\S* /],
    ['jira', { deployment: 'cloud', email: 'a@example.com', token: OTHER_TOKEN }, /^\/baseUrl is needed/],
    [
      'jira',
      { deployment: 'cloud', token: OTHER_TOKEN, baseUrl: 'https://a.atlassian.net' },
      /^\/email is needed/,
    ],
    ['slack', { signingSecret: 'signing-secret' }, /^\/botToken is needed/],
  ])('does not take %s with %j', async (connector, body, words) => {
    const answer = await test.call<{ violations: { pointer: string; message: string }[] }>(
      'PUT',
      `/api/connections/${connector}`,
      { body },
    )
    const violations = answer.body.violations.map(({ pointer, message }) => `${pointer} ${message}`)

    expect(answer.status).toBe(422)
    expect(violations).toEqual([expect.stringMatching(words)])
    expect(await list()).toEqual([])
  })

  it('knows no other services', async () => {
    expect((await test.call('PUT', '/api/connections/other', { body: {} })).status).toBe(404)
  })
})
