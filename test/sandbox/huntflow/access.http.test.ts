import { request } from 'node:http'

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { type HuntflowSandbox, startHuntflowSandbox } from '../../../server/sandbox/huntflow/index.ts'
import {
  askHuntflow,
  errorOf,
  itemsOf,
  SMALL_HUNTFLOW,
  startSmallHuntflow,
} from '../../support/huntflow-caller.ts'

const DAY_MS = 86_400_000

/** A clock that only moves when told. */
function handClock() {
  let atMs = Date.parse('2026-11-20T10:00:00Z')
  return {
    now: () => new Date(atMs),
    monotonicMs: () => atMs,
    pass: (ms: number) => void (atMs += ms),
  }
}

const refresh = (sandbox: HuntflowSandbox, refreshToken: string) =>
  askHuntflow(sandbox, 'POST /token/refresh', { token: null, body: { refresh_token: refreshToken } })
const me = async (sandbox: HuntflowSandbox, token: string | null) => {
  const answer = await askHuntflow(sandbox, 'GET /me', { token })
  return [answer.status, errorOf(answer)]
}
const EXPIRED = [401, 'authorization_error: Authorization Error (token_expired)']
const INVALID = [401, 'authorization_error: Authorization Error (Invalid access token)']
const TOO_EARLY = [403, 'access_denied: error.robot_token.refresh_too_early']
const NOT_FOUND = [404, 'not_found: error.robot_token.not_found']

describe('tokens', () => {
  let sandbox: HuntflowSandbox
  const clock = handClock()
  beforeAll(async () => {
    sandbox = await startSmallHuntflow({ clock })
  })
  afterAll(() => sandbox.stop())

  it('last seven days, and are then expired, not unknown', async () => {
    const { accessToken } = sandbox.createTokens()
    clock.pass(7 * DAY_MS - 1)
    const before = await me(sandbox, accessToken)
    clock.pass(1)

    expect([before, await me(sandbox, accessToken)]).toEqual([[200, 'none'], EXPIRED])
    expect([await me(sandbox, 'never'), await me(sandbox, null)]).toEqual([INVALID, INVALID])
  })

  it('are refreshed only when expired, once, and both at the same time', async () => {
    const old = sandbox.createTokens()
    const early = await refresh(sandbox, old.refreshToken)
    sandbox.expireToken(old.accessToken)
    const { status, body } = await refresh(sandbox, old.refreshToken)
    const again = await refresh(sandbox, old.refreshToken)

    expect([early.status, errorOf(early)]).toEqual(TOO_EARLY)
    expect([again.status, errorOf(again)]).toEqual(NOT_FOUND)
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.any(String),
        token_type: 'bearer',
        expires_in: 604_800,
        refresh_token_expires_in: 1_209_600,
        refresh_token: expect.any(String),
      },
    ])
    expect(await me(sandbox, String(body['access_token']))).toEqual([200, 'none'])
    expect(await me(sandbox, old.accessToken)).toEqual(INVALID)
  })

  it('cannot be refreshed after fourteen days, nor when they never were or were revoked', async () => {
    const [late, revoked] = [sandbox.createTokens(), sandbox.createTokens()]
    sandbox.revokeToken(revoked.accessToken)
    clock.pass(14 * DAY_MS)
    const refusals = await Promise.all(
      [late.refreshToken, 'never', revoked.refreshToken].map((token) => refresh(sandbox, token)),
    )

    expect(refusals.map((one) => [one.status, errorOf(one)])).toEqual([NOT_FOUND, NOT_FOUND, NOT_FOUND])
  })

  it('are refreshed by one of many at once', async () => {
    const { accessToken, refreshToken } = sandbox.createTokens()
    sandbox.expireToken(accessToken)
    const answers = await Promise.all([1, 2, 3].map(() => refresh(sandbox, refreshToken)))

    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 404, 404])
  })
})

describe('requests', () => {
  let sandbox: HuntflowSandbox
  afterEach(() => sandbox.stop())

  const withoutAgent = () =>
    new Promise<string>((resolve, reject) => {
      const headers = { authorization: `Bearer ${sandbox.tokens.accessToken}` }
      request(`${sandbox.apiUrl}/v2/me`, { headers }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => resolve(`${answer.statusCode} ${Buffer.concat(parts).toString()}`))
      })
        .on('error', reject)
        .end()
    })

  it('need a user agent, unless switched off', async () => {
    sandbox = await startSmallHuntflow()
    const refused = await withoutAgent()
    await sandbox.stop()
    sandbox = await startSmallHuntflow({ quirks: { userAgentRequired: false } })

    expect(refused).toBe('400 {"errors":[{"type":"bad_user_agent","title":"bad_user_agent"}]}')
    expect(await withoutAgent()).toMatch(/^200 /)
  })

  it('are ten a second for each token, then 429', async () => {
    const clock = handClock()
    sandbox = await startHuntflowSandbox({ size: SMALL_HUNTFLOW, clock })
    const statuses: number[] = []
    const ask = async (token?: string) => {
      const asking = token === undefined ? {} : { token }
      statuses.push((await askHuntflow(sandbox, 'GET /me', asking)).status)
    }
    for (let count = 0; count < 11; count += 1) await ask()
    await ask(sandbox.createTokens().accessToken)
    clock.pass(1000)
    await ask()

    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429, 200, 200])
    expect([sandbox.requests.refusedForRate, sandbox.requests.highestRate()]).toEqual([1, 12])
  })

  it.each([
    ['forbidden', 403, 'access_denied: Access Denied'],
    ['not-found', 404, 'not_found: Not Found'],
  ] as const)('to an organisation of other people are %s', async (foreignAccount, status, error) => {
    sandbox = await startSmallHuntflow({ quirks: { foreignAccount } })
    const { foreign } = sandbox.state.accounts
    const answer = await askHuntflow(sandbox, `GET /accounts/${foreign}/vacancies`)

    expect([answer.status, errorOf(answer)]).toEqual([status, error])
  })

  it('reach only what belongs to the organisation in the path', async () => {
    sandbox = await startSmallHuntflow()
    const { accounts, applicants, vacancies } = sandbox.state
    const elsewhere = [...applicants.values()].find((one) => one.accountId === accounts.managed)
    const vacancy = [...vacancies.values()].find((one) => one.accountId === accounts.managed)
    const paths = [`applicants/${elsewhere!.id}`, `vacancies/${vacancy!.id}`, 'applicants/1', 'nothing']
    const answers = await Promise.all(paths.map((path) => askHuntflow(sandbox, `GET /accounts/{a}/${path}`)))

    expect(answers.map(errorOf)).toEqual(paths.map(() => 'not_found: Not Found'))
  })

  it('say in which organisations the person is what; watchers have no tags', async () => {
    sandbox = await startSmallHuntflow()
    const types = itemsOf(await askHuntflow(sandbox, 'GET /accounts')).map((one) => one['member_type'])
    const watched = await askHuntflow(sandbox, `GET /accounts/${sandbox.state.accounts.watched}/tags`)

    expect(types).toEqual(['owner', 'manager', 'watcher'])
    expect(watched.status).toBe(403)
  })
})
