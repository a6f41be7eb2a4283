import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type {
  HuntflowFault,
  HuntflowSandbox,
  HuntflowTokens,
} from '../../../server/sandbox/huntflow/index.ts'
import { startSmallHuntflow } from '../../support/huntflow-caller.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

let huntflow: HuntflowSandbox
let test: TestApp
beforeAll(async () => {
  huntflow = await startSmallHuntflow()
  test = await startTestApp({ allow: [huntflow.origin] })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterEach(() => huntflow.clearFaults())
afterAll(async () => {
  await test.close()
  await huntflow.stop()
})

interface Outcome {
  readonly ok: boolean
  readonly account?: string
  readonly problem?: string
}

async function tryWith(tokens: HuntflowTokens): Promise<Outcome> {
  const body = { ...tokens, baseUrl: `${huntflow.apiUrl}/v2/` }
  const { body: saved } = await test.call<{ id: string }>('PUT', '/api/connections/huntflow', { body })
  return (await test.call<Outcome>('POST', `/api/connections/${saved.id}/test`)).body
}

describe('as whom a Huntflow connection acts', () => {
  it('asks with the access token and a user agent', async () => {
    const outcome = await tryWith(huntflow.tokens)
    const asked = huntflow.requests.entries.at(-1)

    expect(outcome).toEqual({ ok: true, account: 'Irina Belova (irina.belova@northwind.example)' })
    expect(asked).toMatchObject({ route: '/v2/me', tokenKind: 'valid', userId: huntflow.state.userId })
    expect(asked?.headers['user-agent']).toBe('switchyard')
  })

  it('says what to do about a token that Huntflow does not know', async () => {
    const tokens = huntflow.createTokens()
    huntflow.revokeToken(tokens.accessToken)

    expect(await tryWith(tokens)).toEqual({
      ok: false,
      problem: expect.stringMatching(/huntflow.ru and huntflow.ai are not the same/),
    })
  })

  it('renews an expired pair, and says what to do where that fails', async () => {
    const [tokens, others] = [huntflow.createTokens(), huntflow.createTokens()]
    huntflow.expireToken(tokens.accessToken)
    huntflow.expireToken(others.accessToken)

    expect(await tryWith(tokens)).toMatchObject({ ok: true })
    expect(await tryWith({ ...others, refreshToken: tokens.refreshToken })).toEqual({
      ok: false,
      problem: expect.stringMatching(/gives no new one for its refresh token. Make a new pair/),
    })
  })

  it.each<[string, HuntflowFault, RegExp]>([
    ['a bill to pay', { status: 402 }, /licence does not cover this \(applicants_limit_exceeded\)/],
    ['a page of HTML', { status: 200, body: '<html>' }, /cannot be read/],
  ])('says what is wrong with %s', async (_what, fault, words) => {
    huntflow.failNext(fault)

    expect(await tryWith(huntflow.tokens)).toEqual({ ok: false, problem: expect.stringMatching(words) })
  })
})
