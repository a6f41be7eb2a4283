import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../../scripts/drills/server-process.ts'
import { startTestSmtp } from '../../support/smtp-server.ts'
import { aPlatform } from '../../support/a-token.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { doctorOf, said } from './doctor-of.ts'

let test: TestApp
const servers: Server[] = []
const DAY_MS = 86_400_000

beforeAll(async () => {
  test = await startTestApp()
})
afterAll(async () => {
  for (const server of servers) server.close()
  await test.close()
})

async function listening(server: Server): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** Answers everything with that. */
function anHttpServer(body: unknown, headers: Record<string, string> = {}): Promise<number> {
  const answer = { 'content-type': 'application/json', ...headers }
  return listening(
    createHttpServer((_request, reply) => reply.writeHead(200, answer).end(JSON.stringify(body))),
  )
}

const portOf = (url: string): string => new URL(url).port
const doctorAt = (baseUrl: string, env: Record<string, string> = {}) =>
  doctorOf({ BASE_URL: baseUrl, PORT: portOf(baseUrl), ...env })

describe('the doctor on the public address', () => {
  it('finds a server that is ready and names itself as it is set', async () => {
    // The app under test listens without BASE_URL, so its manifest names the address where it listens.
    const findings = await doctorAt(test.baseUrl)

    for (const check of ['server', 'public-address', 'manifest', 'clock-public'])
      expect(said(findings, check)).toEqual([expect.stringMatching(/^ok: /)])
  })

  it('takes silence for a problem, and says so once', async () => {
    const findings = await doctorOf({ PORT: String(await freePort()) })

    expect(said(findings, 'server')).toEqual([expect.stringMatching(/^problem: .*does not run/)])
    expect(said(findings, 'public-address')).toEqual([])
  })

  it('tells a public address that leads nowhere from a server that does not run', async () => {
    const findings = await doctorOf({
      PORT: portOf(test.baseUrl),
      BASE_URL: `http://127.0.0.1:${await freePort()}`,
    })

    expect(said(findings, 'server')).toEqual([expect.stringMatching(/^ok: /)])
    expect(said(findings, 'public-address')).toEqual([expect.stringMatching(/^problem: .*refused/)])
  })

  it('takes another program at the address for a problem', async () => {
    const findings = await doctorAt(`http://127.0.0.1:${await anHttpServer({ hello: 'world' })}`)

    expect(said(findings, 'public-address')).toEqual([
      expect.stringMatching(/^problem: .*not as this server/),
    ])
  })

  it('takes a manifest of other settings for a problem', async () => {
    const otherKey = await doctorAt(test.baseUrl, { CLOCKIFY_ADDON_KEY: 'another' })
    const otherAddress = await doctorAt(test.baseUrl.replace('127.0.0.1', 'localhost'))

    expect(said(otherKey, 'manifest')).toEqual([
      expect.stringMatching(/^problem: .*"switchyard" .*"another"/),
    ])
    expect(said(otherAddress, 'manifest')).toEqual([expect.stringMatching(/^problem: .*baseUrl/)])
  })

  it('sees from the address that a clock is wrong', async () => {
    const dayOld = new Date(Date.now() - DAY_MS).toUTCString()
    const findings = await doctorAt(
      `http://127.0.0.1:${await anHttpServer({ status: 'ok' }, { date: dayOld })}`,
    )

    expect(said(findings, 'clock-public')).toEqual([expect.stringMatching(/^problem: .*86\d\d\d s ahead/)])
  })

  it('repeats what keeps a running server from being ready', async () => {
    const port = await listening(
      createHttpServer((request, reply) => {
        if (request.url === '/ready') reply.writeHead(503).end('{"detail":"The database does not answer."}')
        else reply.end('{"status":"ok"}')
      }),
    )

    const findings = await doctorAt(`http://127.0.0.1:${port}`)

    expect(said(findings, 'server-ready')).toEqual([
      expect.stringMatching(/^problem: .*503: The database does not answer/),
    ])
  })
})

describe('the doctor on other services', () => {
  it('fetches the key set, and takes a wrong one for a problem', async () => {
    const { publicJwk } = await aPlatform()
    const good = await anHttpServer({ keys: [publicJwk] })
    const empty = await anHttpServer({ keys: [] })
    const urls = [good, empty, await freePort()].map((port) => `http://127.0.0.1:${port}/keys`)

    const found = await Promise.all(
      urls.map(async (url) => said(await doctorAt(test.baseUrl, { CLOCKIFY_JWKS_URL: url }), 'clockify-key')),
    )

    expect(found).toEqual([
      [expect.stringMatching(/^ok: .*1 keys/)],
      [expect.stringMatching(/^problem: .*no RSA/)],
      [expect.stringMatching(/^problem: .*refused/)],
    ])
  })

  it('logs in at the mail server, sends nothing, and shows no password', async () => {
    const smtp = await startTestSmtp()
    smtp.rules.login = { user: 'robot', pass: 'hush' }
    await smtp.stop()
    await smtp.start()
    const other = await listening(createServer((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n')))
    const urls = [
      `smtp://robot:hush@127.0.0.1:${smtp.port}`,
      `smtp://robot:hush-hush@127.0.0.1:${smtp.port}`,
      `smtp://robot:hush@127.0.0.1:${other}`,
      `smtp://robot:hush@127.0.0.1:${await freePort()}`,
    ]

    const found = await Promise.all(
      urls.map(async (url) => said(await doctorAt(test.baseUrl, { SMTP_URL: url }), 'mail')),
    )
    await smtp.stop()

    expect(found).toEqual([
      [expect.stringMatching(/^ok: .*takes the login/)],
      [expect.stringMatching(/^problem: .*535/)],
      [expect.stringMatching(/^problem: .*Invalid greeting/)],
      [expect.stringMatching(/^problem: .*ECONNREFUSED/)],
    ])
    expect(smtp.tried).toEqual([])
    expect(JSON.stringify(found)).not.toContain('hush')
  })
})
