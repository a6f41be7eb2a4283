import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ClickUpSandbox } from '../../../server/sandbox/clickup/index.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

let clickup: ClickUpSandbox
let test: TestApp
const redirectUris: string[] = []

beforeAll(async () => {
  clickup = await startSmallClickUp({ redirectUris })
  test = await startTestApp({
    allow: [clickup.origin],
    env: {
      AUTO_BOOTSTRAP_ON_INSTALL: 'false',
      CLICKUP_CLIENT_ID: clickup.clientId,
      CLICKUP_CLIENT_SECRET: clickup.clientSecret,
      CLICKUP_API_URL: `${clickup.apiUrl}/`,
    },
  })
  redirectUris.push(`${test.baseUrl}/connections/clickup/callback`)
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(async () => {
  await test.close()
  await clickup.stop()
})
beforeEach(async () => {
  for (const { id } of await connections()) await test.call('DELETE', `/api/connections/${id}`)
})

interface Connection {
  readonly id: string
  readonly status: string
  readonly account: string | null
  readonly baseUrl: string
}

interface Begun {
  readonly url: URL
  readonly cookie: string
}

const connections = async () =>
  (await test.call<{ items: Connection[] }>('GET', '/api/connections')).body.items

async function begin(): Promise<Begun> {
  const { status, body, headers } = await test.call<{ url: string }>(
    'POST',
    '/api/connections/clickup/authorize',
  )
  expect(status).toBe(200)
  const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';')
  return { url: new URL(body.url), cookie }
}

/** The person agrees; where their browser is sent. */
async function agree({ url }: Begun): Promise<URL> {
  const answer = await fetch(url, { redirect: 'manual' })
  return new URL(answer.headers.get('location') ?? '')
}

async function comeBack(target: URL, cookie: string) {
  const answer = await fetch(target, {
    redirect: 'manual',
    headers: { ...(cookie === '' ? {} : { cookie }), 'sec-fetch-site': 'cross-site' },
  })
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    type: answer.headers.get('content-type'),
    text: await answer.text(),
  }
}

const callback = (query: Record<string, string>): URL =>
  new URL(`${redirectUris[0]}?${new URLSearchParams(query).toString()}`)

describe('connecting with ClickUp by agreeing there', () => {
  it('is offered when this server is registered', async () => {
    const { body } = await test.call('GET', '/api/connections/clickup/authorize')

    expect(body).toEqual({ available: true })
  })

  it('saves and tests what the code is traded for, and leads back to the settings', async () => {
    const begun = await begin()
    const target = await agree(begun)
    const back = await comeBack(target, begun.cookie)
    const [saved, ...others] = await connections()
    const exchange = clickup.requests.matching(/^POST \/v2\/oauth\/token/).at(-1)

    expect(begun.url.searchParams.get('client_id')).toBe(clickup.clientId)
    expect(target.href.startsWith(`${redirectUris[0]}?`)).toBe(true)
    expect(back).toMatchObject({ status: 303, location: '/ui/settings/connections?clickup=ok' })
    expect(others).toEqual([])
    expect(saved).toMatchObject({
      status: 'ok',
      baseUrl: clickup.apiUrl,
      account: expect.stringContaining('Northwind Studio'),
    })
    expect(exchange?.headers['content-type']).toBe('application/json')
    expect(JSON.stringify([back, saved, begun.url.href])).not.toContain(clickup.clientSecret)
  })

  it('sends what the connection asks for as Bearer', async () => {
    const begun = await begin()
    clickup.requests.clear()
    await comeBack(await agree(begun), begun.cookie)
    const asked = clickup.requests.matching(/^GET \/v2\/user$/).at(-1)

    expect(asked?.headers['authorization']).toMatch(/^Bearer (?!pk_)/)
  })

  it('keeps the cookie from scripts and other addresses', async () => {
    const { headers } = await test.call('POST', '/api/connections/clickup/authorize')

    expect(headers.get('set-cookie')).toMatch(
      /^switchyard-clickup=[\w-]{43}; Max-Age=600; Path=\/connections\/clickup\/callback; HttpOnly; SameSite=Lax$/,
    )
  })

  it('works once', async () => {
    const begun = await begin()
    const target = await agree(begun)
    const both = await Promise.all([comeBack(target, begun.cookie), comeBack(target, begun.cookie)])
    const late = await comeBack(target, begun.cookie)

    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([303, 403]))
    expect(late.status).toBe(403)
    expect(await connections()).toHaveLength(1)
  })

  it('says so when ClickUp does not know the code, and saves nothing', async () => {
    const begun = await begin()
    const state = begun.url.searchParams.get('state')!
    const back = await comeBack(callback({ code: 'invented', state }), begun.cookie)

    expect(back).toMatchObject({ status: 303, location: '/ui/settings/connections?clickup=refused' })
    expect(await connections()).toEqual([])
  })

  it('says so when somebody did not agree', async () => {
    const begun = await begin()
    const state = begun.url.searchParams.get('state')!
    const back = await comeBack(callback({ error: 'access_denied', state }), begun.cookie)

    expect(back).toMatchObject({ status: 303, location: '/ui/settings/connections?clickup=refused' })
    expect(await connections()).toEqual([])
  })

  it('says so when the token does not work', async () => {
    const begun = await begin()
    const target = await agree(begun)
    clickup.failNext({ matching: /^GET \/v2\/user$/, status: 401, body: { err: 'x', ECODE: 'OAUTH_025' } })
    const back = await comeBack(target, begun.cookie)

    expect(back.location).toBe('/ui/settings/connections?clickup=failing')
    expect(await connections()).toMatchObject([{ status: 'failing' }])
  })

  it('is for admins', async () => {
    const token = test.sandbox.userToken({ role: 'MEMBER' })

    expect((await test.call('POST', '/api/connections/clickup/authorize', { token })).status).toBe(403)
  })
})

describe('a way back that nobody waits for', () => {
  const REFUSED = {
    status: 403,
    location: null,
    type: 'text/html; charset=utf-8',
    text: expect.stringMatching(/Begin again in the settings.*href="\/ui\/settings\/connections"/s),
  }

  it.each<[string, (state: string) => Record<string, string>]>([
    ['no state', () => ({})],
    ['a forged state', (state) => ({ state: `${state.split('.')[0]}.${'A'.repeat(43)}` })],
    ['a state of another workspace', (state) => ({ state: `other.${state.split('.')[1]}` })],
    ['an odd state', () => ({ state: "x'; select 1; --" })],
    ['a long state', () => ({ state: 'x'.repeat(5_000) })],
    ['an address to go to', () => ({ redirect_uri: 'https://evil.example', next: '//evil.example' })],
  ])('is refused: %s', async (_name, queryFor) => {
    const begun = await begin()
    const code = clickup.authorize()
    const query = queryFor(begun.url.searchParams.get('state')!)
    const back = await comeBack(callback({ code, ...query }), begun.cookie)

    expect(back).toEqual(REFUSED)
    expect(back.text).not.toContain('evil')
    expect(await connections()).toEqual([])
  })

  it.each<[string, (cookie: string, other: string) => string]>([
    ['no cookie', () => ''],
    ["another browser's cookie", (_cookie, other) => other],
    ['two cookies', (cookie, other) => `${cookie}; ${other}`],
    ['an odd cookie', () => 'switchyard-clickup=x'],
  ])('is refused: %s', async (_name, cookieFor) => {
    const begun = await begin()
    const other = await begin()
    const target = await agree(begun)
    const back = await comeBack(target, cookieFor(begun.cookie, other.cookie))

    expect(back).toEqual(REFUSED)
    expect(await connections()).toEqual([])
    // Whoever really began it can still go on.
    expect((await comeBack(target, begun.cookie)).status).toBe(303)
  })

  it('is refused after ten minutes', async () => {
    const begun = await begin()
    const target = await agree(begun)
    await inWorkspace(test.database.db, { workspaceId: test.sandbox.workspaceId }, (tx) =>
      tx.updateTable('connectionAuthorizations').set({ expiresAt: new Date() }).execute(),
    )

    expect(await comeBack(target, begun.cookie)).toEqual(REFUSED)
    expect(await connections()).toEqual([])
  })
})

describe('a server that is not registered', () => {
  it('offers nothing and says what to do', async () => {
    const plain = await startTestApp({ env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' } })
    await plain.sandbox.install({ baseUrl: plain.baseUrl })
    const { body: offer } = await plain.call('GET', '/api/connections/clickup/authorize')
    const { status, body } = await plain.call('POST', '/api/connections/clickup/authorize')
    await plain.close()

    expect(offer).toEqual({ available: false })
    expect(status).toBe(409)
    expect(body).toMatchObject({ detail: expect.stringContaining('CLICKUP_CLIENT_ID') })
  })
})
