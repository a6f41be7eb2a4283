import { createServer, type Server } from 'node:http'
import { isIP, type AddressInfo, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createHttpClient,
  type HttpClient,
  type HttpClientDeps,
} from '../../server/platform/outbound/index.ts'
import { createMetrics } from '../../server/platform/metrics/index.ts'
import { createLog } from '../../server/shared/create-log.ts'
import { systemClock } from '../../server/shared/clock.ts'
import { fetchText, wirePlatform } from '../../server/wire-platform.ts'
import { silentLog } from '../support/silent-log.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { CALL } from './support/two-workspaces.ts'
import { rowsOf } from './support/rows.ts'
import { disguises, ipv4Spellings, LOCAL_HOSTS } from './support/spellings.ts'

type EgressPolicy = HttpClientDeps['policy']

let test: TestApp
let contacts = 0
let port = 0
// On every address of this machine, so that whatever reaches it is counted.
const inner: Server = createServer((_request, response) => response.end('a secret of the inner network'))
inner.on('connection', (socket: Socket) => {
  contacts += 1
  socket.unref()
})

beforeAll(async () => {
  await new Promise<void>((done) => inner.listen(0, '::', done))
  port = (inner.address() as AddressInfo).port
  test = await startTestApp({
    sandbox: { size: { users: 2, projects: 1, tasks: 1, timeEntries: 1 } },
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
beforeEach(() => {
  contacts = 0
})
afterAll(async () => {
  await test.close()
  inner.closeAllConnections()
  await new Promise((done) => inner.close(done))
})

/** Everywhere that might be this machine, at the port where somebody listens. */
const innerUrls = (): readonly string[] =>
  [...ipv4Spellings('127.0.0.1'), ...ipv4Spellings('0.0.0.0'), ...LOCAL_HOSTS].flatMap((host) => [
    `http://${host}:${port}/api`,
    `https://${host}:${port}/api`,
  ])

const wasAnswered = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    () => false,
  )

async function answered(
  urls: readonly string[],
  send: (url: string) => Promise<unknown>,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const url of urls) if (await wasAnswered(send(url))) found.push(url)
  return found
}

describe('the way out', () => {
  it('is counted right: the inner server hears who calls it', async () => {
    await fetch(`http://127.0.0.1:${port}/`)

    expect(contacts).toBe(1)
  })

  it('leads to nothing on this machine, however it is written', async () => {
    const platform = wirePlatform(test, {
      config: test.config,
      log: silentLog,
      metrics: createMetrics(),
      baseUrl: () => '',
    })

    const found = await answered(
      [...innerUrls(), ...disguises(`127.0.0.1:${port}`, 'api.clockify.me')],
      (url) => fetchText(platform.client, url),
    )
    await platform.client.close()

    expect(found).toEqual([])
    expect(contacts).toBe(0)
  })

  // As if a mistake in the rules had let it through.
  it('leads to nothing on this machine where the rules are gone', async () => {
    const gone: EgressPolicy = { check: (text) => new URL(text), isListedOrigin: () => false }
    const client = aClient(gone, undefined)
    const hosts = [...ipv4Spellings('127.0.0.1'), ...ipv4Spellings('0.0.0.0'), ...LOCAL_HOSTS]
    const urls = hosts.map((host) => `http://${host}:${port}/`).filter(needsNoNameServer)

    const found = await answered(urls, (url) => client.send(get(url)))
    await client.close()

    expect(urls.length).toBeGreaterThan(80)
    expect(found).toEqual([])
    expect(contacts).toBe(0)
  })

  it.each([
    ['this machine', [{ address: '127.0.0.1', family: 4 }]],
    ['this machine, as an IPv6 address', [{ address: '::1', family: 6 }]],
    ['this machine, mapped', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    [
      'every address of this machine',
      [
        { address: '0.0.0.0', family: 4 },
        { address: '::', family: 6 },
      ],
    ],
    ['nothing', []],
  ])('leads nowhere when a vendor’s name is %s', async (_what, addresses) => {
    const gone: EgressPolicy = { check: (text) => new URL(text), isListedOrigin: () => false }
    const client = aClient(gone, async () => addresses)

    expect(await wasAnswered(client.send(get(`http://api.clockify.me:${port}/`)))).toBe(false)
    await client.close()
    expect(contacts).toBe(0)
  })
})

function needsNoNameServer(url: string): boolean {
  if (!URL.canParse(url)) return false
  const host = new URL(url).hostname.replaceAll(/[[\]]/g, '')
  return isIP(host) !== 0 || host === 'localhost'
}

function aClient(
  policy: EgressPolicy,
  resolve: (() => Promise<{ address: string; family: number }[]>) | undefined,
): HttpClient {
  return createHttpClient({
    policy,
    log: createLog('silent'),
    clock: systemClock,
    ...(resolve === undefined ? {} : { resolve }),
  })
}

const get = (url: string) => ({ service: 'documents', method: 'GET' as const, url, headers: {} })

describe('an installation, even one that the platform signed', () => {
  const rows = () => rowsOf(test.database.db, { workspaceId: test.sandbox.workspaceId })

  async function install(change: { claims?: object; body?: object }): Promise<number> {
    const { addonId } = test.sandbox.installation!
    const authToken = test.sandbox.signToken({ ...test.sandbox.claims(), jti: 'another', ...change.claims })
    const body = { workspaceId: test.sandbox.workspaceId, addonId, authToken, ...change.body }
    const headers = { 'x-addon-lifecycle-token': test.sandbox.lifecycleToken() }
    return (await test.call('POST', '/lifecycle/installed', { token: '', headers, body })).status
  }

  it.each([
    ['backendUrl', (url: string) => ({ claims: { backendUrl: url } })],
    ['reportsUrl', (url: string) => ({ claims: { reportsUrl: url } })],
    ['apiUrl of the body', (url: string) => ({ body: { apiUrl: url } })],
  ])(
    'is refused with a %s that is not a vendor’s',
    async (_what, changeTo) => {
      const before = await rows()
      const urls = [
        ...[...ipv4Spellings('127.0.0.1'), ...LOCAL_HOSTS].map((host) => `http://${host}:${port}/api`),
        ...disguises(`127.0.0.1:${port}`, 'api.clockify.me'),
      ]

      const taken: string[] = []
      for (const url of urls) {
        const status = await install(changeTo(url))
        if (status !== 422 && status !== 401) taken.push(`${url}: ${status}`)
      }

      expect(taken).toEqual([])
      expect(await rows()).toEqual(before)
      expect(contacts).toBe(0)
    },
    90_000,
  )
})

describe('an answer', () => {
  it.each([301, 302, 303, 307, 308])(
    'that redirects with %i is data, and is followed nowhere',
    async (status) => {
      const location = `http://127.0.0.1:${port}/`
      test.sandbox.failNext({ matching: /projects/, status, headers: { location }, body: '' })

      const { body } = await test.call<{ status: number }>('POST', '/api/calls', { body: CALL })

      expect(body.status).toBe(status)
      expect(contacts).toBe(0)
    },
  )
})
