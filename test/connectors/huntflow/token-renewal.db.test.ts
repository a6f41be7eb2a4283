import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  huntflowAccess,
  huntflowOpener,
  huntflowService,
  type HuntflowClient,
} from '../../../server/connectors/huntflow/index.ts'
import {
  createServiceConnector,
  type ServiceConnectorDeps,
} from '../../../server/platform/connections/index.ts'
import { keepAliveHandler } from '../../../server/platform/connections/keep-alive.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import {
  createEgressPolicy,
  createHttpClient,
  type HttpClient,
} from '../../../server/platform/outbound/index.ts'
import { checkKeys, createVault, type Vault } from '../../../server/platform/secrets/index.ts'
import type { HuntflowSandbox } from '../../../server/sandbox/huntflow/index.ts'
import { systemClock, type Clock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { mortal, type Mortal } from '../../support/mortal.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { startSmallHuntflow } from '../../support/huntflow-caller.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { UNLIMITED } from '../../support/unlimited.ts'

let database: TestDatabase
let huntflow: HuntflowSandbox
let elsewhere: HuntflowSandbox
let vault: Vault
let client: HttpClient
let scope: WorkspaceScope
let aheadMs = 0
const clock: Clock = { ...systemClock, now: () => new Date(Date.now() + aheadMs) }

beforeAll(async () => {
  database = await openTestDatabase()
  huntflow = await startSmallHuntflow()
  elsewhere = await startSmallHuntflow({ seed: 2 })
  const key = randomBytes(32)
  const ring = { newest: key, all: [key] }
  await checkKeys(database.db, ring)
  vault = createVault(ring)
  client = createHttpClient({ policy: policy(), log: silentLog, clock })
})
beforeEach(async () => {
  scope = await aWorkspace(database.db)
  await saveTokens(huntflow.createTokens())
})
afterEach(() => huntflow.clearFaults())
afterAll(async () => {
  await client.close()
  await huntflow.stop()
  await elsewhere.stop()
  await database.close()
})

const policy = () =>
  createEgressPolicy({ allowedOrigins: [huntflow.origin, elsewhere.origin], hostRules: [] })

interface Pair {
  readonly accessToken: string
  readonly refreshToken: string
}

async function saveTokens(credentials: Pair, baseUrl = huntflow.apiUrl): Promise<void> {
  const deps = { db: database.db, vault, clock, policyOf: policy, onChange: async () => {} }
  await saveConnection(deps, scope, {
    service: huntflowService,
    baseUrl,
    credentials: { ...credentials },
  })
}

async function storedPair(): Promise<Pair> {
  return inWorkspace(database.db, scope, async (tx) => {
    const row = await tx
      .selectFrom('connections')
      .select('credentialsSealed as sealed')
      .where('workspaceId', '=', scope.workspaceId)
      .executeTakeFirstOrThrow()
    return JSON.parse(await vault.open(tx, scope, { purpose: 'connection/huntflow', ...row })) as Pair
  })
}

async function connectionRow() {
  return inWorkspace(database.db, scope, (tx) =>
    tx
      .selectFrom('connections')
      .select(['status', 'lastError'])
      .where('workspaceId', '=', scope.workspaceId)
      .executeTakeFirstOrThrow(),
  )
}

/** A process of its own: nothing is shared but the database. */
function aProcess(): { readonly life: Mortal; readonly open: () => Promise<HuntflowClient> } {
  const life = mortal({ db: database.db, client })
  const deps: ServiceConnectorDeps = {
    db: life.db,
    client: life.client,
    vault,
    clock,
    limiter: UNLIMITED,
    sleep,
  }
  const openHuntflow = huntflowOpener(createServiceConnector(deps, huntflowAccess))
  return { life, open: () => openHuntflow(scope, 'background') }
}

/** Waiting lets time pass, and others have their turn. */
async function sleep(ms: number): Promise<void> {
  aheadMs += ms
  await new Promise((resolve) => setTimeout(resolve, 2))
}

const expire = async (): Promise<void> => huntflow.expireToken((await storedPair()).accessToken)
const refreshes = () => huntflow.requests.matching(/^POST \/v2\/token\/refresh$/)

describe('an expired pair of Huntflow tokens', () => {
  beforeEach(async () => {
    await expire()
    huntflow.requests.clear()
  })

  it('is renewed, stored, and then used', async () => {
    const before = await storedPair()
    const accounts = await (await aProcess().open()).accounts()
    const after = await storedPair()

    expect(accounts.length).toBeGreaterThan(0)
    expect([after.accessToken === before.accessToken, after.refreshToken === before.refreshToken]).toEqual([
      false,
      false,
    ])
    expect(huntflow.requests.entries.map(({ route, status }) => `${route} ${status}`)).toEqual([
      '/v2/accounts 401',
      '/v2/token/refresh 200',
      '/v2/accounts 200',
    ])
    expect(huntflow.requests.entries.every(({ headers }) => headers['user-agent'] === 'switchyard')).toBe(
      true,
    )
  })

  it('is renewed once by many requests of two processes', async () => {
    const processes = [aProcess(), aProcess()]
    const clients = await Promise.all([0, 1, 0, 1, 0, 1].map((which) => processes[which]!.open()))

    const answers = await Promise.all(
      clients.flatMap((one) => [one.accounts(), one.accounts(), one.accounts()]),
    )

    expect(answers).toHaveLength(18)
    expect(refreshes()).toHaveLength(1)
  })

  it('is renewed once by requests of one connection, also by the one that hears of it last', async () => {
    const one = await aProcess().open()
    const held = huntflow.holdNext(/GET \/v2\/accounts$/)
    const late = one.accounts()
    await held.asked
    await one.accounts()
    held.release()

    await late

    expect(refreshes()).toHaveLength(1)
    expect((await connectionRow()).status).not.toBe('failing')
  })

  it('is the new one for a connection that was opened before', async () => {
    const [early, other] = [await aProcess().open(), await aProcess().open()]
    await other.accounts()

    await early.accounts()

    expect(refreshes()).toHaveLength(1)
  })
})

describe('a pair that nobody uses', () => {
  const DAY_MS = 86_400_000

  async function keepAlive(): Promise<void> {
    const { life } = aProcess()
    const deps = { db: life.db, vault, clock, client, limiter: UNLIMITED, sleep }
    await keepAliveHandler({
      ...deps,
      services: [huntflowService],
      connectors: [createServiceConnector(deps, huntflowAccess)],
      authorized: [],
      baseUrl: () => '',
      policyOf: policy,
      onChange: async () => {},
      beforeRemoval: async () => {},
    }).run({
      jobId: 'job',
      scope,
      payload: {},
      attempt: 1,
      lastAttempt: false,
      signal: new AbortController().signal,
      reportProgress: async () => {},
    })
  }

  it('is renewed after it has expired and while it still can be', async () => {
    const before = await storedPair()
    huntflow.requests.clear()
    aheadMs += 7 * DAY_MS - 60_000
    await keepAlive()
    expect(huntflow.requests.entries).toEqual([])
    await expire()
    aheadMs += 60_000
    await keepAlive()
    expect((await storedPair()).accessToken).not.toBe(before.accessToken)
    expect((await connectionRow()).status).toBe('ok')
    await keepAlive()
    expect(refreshes()).toHaveLength(1)
  })

  it('is tried again in an hour when Huntflow is away', async () => {
    await expire()
    aheadMs += 7 * DAY_MS
    huntflow.failNext({ status: 503, times: Infinity })
    await keepAlive()
    const away = await connectionRow()
    huntflow.clearFaults()
    await keepAlive()
    expect(away.status).toBe('failing')
    expect(await connectionRow()).toMatchObject({ status: 'ok', lastError: null })
  })
})

describe('a process that dies while it renews', () => {
  const actions = async (): Promise<number> => {
    await expire()
    const { life, open } = aProcess()
    await (await open()).accounts()
    return life.actions()
  }

  it('leaves a pair that works, unless Huntflow alone has the new one', async () => {
    const last = await actions()
    let lost = 0
    for (let action = 1; action <= last; action += 1)
      for (const when of ['before', 'after'] as const) {
        await saveTokens(huntflow.createTokens())
        await expire()
        const { life, open } = aProcess()
        life.dieAt(action, when)
        await open()
          .then((one) => one.accounts())
          .catch(() => undefined)

        const outcome = await (await aProcess().open()).accounts().catch((error: unknown) => error)
        if (Array.isArray(outcome)) continue
        lost += 1
        expect(outcome).toMatchObject({
          kind: 'unauthorized',
          message: expect.stringMatching(/Make a new pair/),
        })
        expect(await connectionRow()).toMatchObject({
          status: 'failing',
          lastError: expect.stringMatching(/new pair/),
        })
      }

    // After Huntflow's answer and before it is stored: nobody else knows the pair.
    expect(lost).toBe(2)
  })

  it('holds up the others for a minute at most', async () => {
    await expire()
    const { life, open } = aProcess()
    const one = await open()
    // The first request, the lease, the renewal.
    life.dieAt(life.actions() + 3, 'before')
    await one.accounts().catch(() => undefined)
    const startedAt = clock.now().getTime()

    await (await aProcess().open()).accounts()

    expect(clock.now().getTime() - startedAt).toBeLessThan(62_000)
  })
})

describe('a renewal that does not succeed', () => {
  it('says that a new pair is needed when Huntflow knows the refresh token no more', async () => {
    const { accessToken, refreshToken } = await storedPair()
    huntflow.expireToken(accessToken)
    await saveTokens({ accessToken, refreshToken: `${refreshToken}-spent` })

    await expect((await aProcess().open()).accounts()).rejects.toMatchObject({ kind: 'unauthorized' })
    expect(await connectionRow()).toMatchObject({
      status: 'failing',
      lastError: expect.stringMatching(/Make a new pair/),
    })
  })

  it('is tried again by the next request when Huntflow was away', async () => {
    await expire()
    huntflow.failNext({ matching: /refresh/, status: 503 })
    const one = await aProcess().open()

    await expect(one.accounts()).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await one.accounts()).not.toEqual([])
    expect((await connectionRow()).status).not.toBe('failing')
  })

  it('takes the pair that somebody saves meanwhile', async () => {
    await expire()
    const held = huntflow.holdNext(/refresh/)
    const asking = (await aProcess().open()).accounts()
    await held.asked
    const byHand = huntflow.createTokens()
    await saveTokens(byHand)
    held.release()

    expect(await asking).not.toEqual([])
    expect(await storedPair()).toEqual(byHand)
  })

  it('goes on with what another process has got when it was too late itself', async () => {
    await expire()
    const held = huntflow.holdNext(/refresh/)
    const late = (await aProcess().open()).accounts()
    await held.asked
    // Its lease runs out meanwhile.
    const other = await aProcess().open()
    expect(await other.accounts()).not.toEqual([])
    const pair = await storedPair()
    held.release()

    expect(await late).not.toEqual([])
    expect(await storedPair()).toEqual(pair)
    expect((await connectionRow()).status).not.toBe('failing')
  })

  it('sends no new tokens to the old address', async () => {
    const one = await aProcess().open()
    huntflow.revokeToken((await storedPair()).accessToken)
    await saveTokens(huntflow.createTokens(), elsewhere.apiUrl)
    huntflow.requests.clear()

    await expect(one.accounts()).rejects.toMatchObject({ kind: 'unauthorized' })
    expect(huntflow.requests.total).toBe(1)
  })
})
