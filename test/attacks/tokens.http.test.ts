import { createPrivateKey, createPublicKey } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateSandboxKeys } from '../../server/sandbox/clockify/index.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { makeKeys, type Keys } from './support/forge.ts'
import { CRYPTOGRAPHIC } from './support/forgeries.ts'
import { ODD, respelled, untimely } from './support/odd-tokens.ts'
import { inTurns, rawRequest } from './support/raw-request.ts'
import { rowsOf } from './support/rows.ts'

type Claims = Readonly<Record<string, unknown>>
interface TokenDoor {
  readonly route: string
  readonly header: string
  readonly claims: Claims
  readonly body: string
}

let test: TestApp
let keys: Keys
let contacts = 0
const evil = createServer((_request, response) => {
  contacts += 1
  response.end('{"keys":[]}')
})

beforeAll(async () => {
  await new Promise<void>((done) => evil.listen(0, '127.0.0.1', done))
  const pems = await generateSandboxKeys()
  const platform = {
    publicKey: createPublicKey(pems.publicKeyPem),
    privateKey: createPrivateKey(pems.privateKeyPem),
  }
  keys = makeKeys(platform, `http://127.0.0.1:${(evil.address() as AddressInfo).port}/keys.json`)
  test = await startTestApp({
    sandbox: { keys: pems, size: { users: 2, projects: 1, tasks: 1, timeEntries: 1 } },
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(async () => {
  await test.close()
  await new Promise((done) => evil.close(done))
})

const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Claims

const DOORS = {
  'the API': () => ({
    route: 'GET /api/session',
    header: 'authorization: Bearer ',
    claims: claimsOf(test.sandbox.userToken({ role: 'OWNER' })),
    body: '',
  }),
  'the lifecycle': () => ({
    route: 'POST /lifecycle/deleted',
    header: 'x-addon-lifecycle-token: ',
    claims: claimsOf(test.sandbox.lifecycleToken()),
    body: installationBody(),
  }),
  'a webhook': () => ({
    route: `POST ${webhook().path}`,
    header: 'clockify-signature: ',
    claims: claimsOf(webhook().authToken),
    body: '{"id":"e1"}',
  }),
} as const satisfies Record<string, () => TokenDoor>
const NAMES = ['the API', 'the lifecycle', 'a webhook'] as const

const webhook = () => test.sandbox.installation!.webhooks[0]!
const installationBody = (): string =>
  JSON.stringify({ workspaceId: test.sandbox.workspaceId, addonId: test.sandbox.installation!.addonId })

const knock = ({ route, header, body }: TokenDoor, token: string) =>
  rawRequest(test.baseUrl, [`${route} HTTP/1.1`, 'content-type: application/json', `${header}${token}`], body)

const rows = () => rowsOf(test.database.db, { workspaceId: test.sandbox.workspaceId })
// No credential, bytes that are no request, more than a header may hold.
const REFUSALS = new Set([400, 401, 431])

describe.each(NAMES)('%s', (name) => {
  it('refuses every forgery in words, shows and changes nothing, and asks nobody', async () => {
    const door = DOORS[name]()
    const before = await rows()

    const forgeries = [...CRYPTOGRAPHIC, ...ODD, ...(name === 'a webhook' ? [] : untimely(new Date()))]
    const answers = await inTurns(forgeries, async ([what, forge]) => {
      const { status, text } = await knock(door, forge(keys, door.claims))
      return REFUSALS.has(status) && text.includes('"code":')
        ? undefined
        : `a token ${what}: ${status} ${text}`
    })

    expect(answers.filter((answer) => answer !== undefined)).toEqual([])
    expect(await rows()).toEqual(before)
    expect(contacts).toBe(0)
  })
})

describe('a webhook token, which never ends and which every proxy on its way has seen', () => {
  it.each([
    ['POST /lifecycle/deleted', {}],
    ['POST /lifecycle/status-changed', { status: 'INACTIVE' }],
    ['POST /lifecycle/settings-updated', { settings: [{ id: 'keepRecordsFresh', value: false }] }],
  ])('opens %s in no spelling', async (route, more) => {
    const before = await rows()
    const body = JSON.stringify({ ...JSON.parse(installationBody()), ...more })
    const door = { ...DOORS['the lifecycle'](), route, body }
    const { authToken } = webhook()

    const answers = await inTurns([authToken, ...respelled(authToken)], (token) => knock(door, token))

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 401))
    expect(await rows()).toEqual(before)
  })

  it('opens nothing of a later installation', async () => {
    const older = { token: webhook().authToken, addonId: test.sandbox.installation!.addonId }
    await test.sandbox.reinstall()
    const before = await rows()

    for (const addonId of [older.addonId, test.sandbox.installation!.addonId])
      for (const route of ['POST /lifecycle/deleted', 'POST /lifecycle/status-changed']) {
        const body = JSON.stringify({ workspaceId: test.sandbox.workspaceId, addonId, status: 'INACTIVE' })
        await knock({ ...DOORS['the lifecycle'](), route, body }, older.token)
      }

    expect(await rows()).toEqual(before)
  })

  it('is one that this server takes where it belongs', async () => {
    expect((await knock(DOORS['a webhook'](), webhook().authToken)).status).toBe(200)
    expect((await knock(DOORS['the API'](), test.sandbox.userToken())).status).toBe(200)
    expect((await knock(DOORS['the lifecycle'](), test.sandbox.lifecycleToken())).status).toBe(200)
  })
})
