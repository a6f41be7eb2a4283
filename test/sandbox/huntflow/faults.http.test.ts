import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { HuntflowFault, HuntflowSandbox } from '../../../server/sandbox/huntflow/index.ts'
import { askHuntflow, errorOf, fileForm, startSmallHuntflow } from '../../support/huntflow-caller.ts'

let sandbox: HuntflowSandbox
beforeAll(async () => {
  sandbox = await startSmallHuntflow()
})
afterEach(() => sandbox.clearFaults())
afterAll(() => sandbox.stop())

const CREATE = /^POST \/v2\/accounts\/\d+\/applicants$/
const create = (last_name: string) =>
  askHuntflow(sandbox, 'POST /accounts/{a}/applicants', { body: { last_name } })
const named = (name: string) => [...sandbox.state.applicants.values()].filter((one) => one.lastName === name)
const usual = async (fault: HuntflowFault) => {
  sandbox.failNext(fault)
  const answer = await askHuntflow(sandbox, 'GET /me')
  return [answer.status, errorOf(answer)]
}

describe('faults', () => {
  it.each(['before', 'after'] as const)('take the answer away %s the work is done', async (when) => {
    sandbox.failNext({ matching: CREATE, when, status: 500 })
    sandbox.failNext({ matching: CREATE, when, drop: true })
    const failed = await create(`Failed ${when}`)

    expect(failed.status).toBe(500)
    await expect(create(`Dropped ${when}`)).rejects.toThrow('fetch failed')
    expect([named(`Failed ${when}`).length, named(`Dropped ${when}`).length]).toEqual(
      when === 'after' ? [1, 1] : [0, 0],
    )
  })

  it('answer as Huntflow does: no money, no room, no service', async () => {
    expect(await usual({ status: 402 })).toEqual([402, 'payment_required: applicants_limit_exceeded'])
    expect(await usual({ status: 503 })).toEqual([503, 'server_error: Internal Server Error'])
    expect(await usual({ rateLimited: true })).toEqual([429, 'too_many_requests: Too Many Requests'])
    expect(await usual({ status: 402, body: { errors: [{ type: 'x', title: 'y' }] } })).toEqual([402, 'x: y'])
  })

  it('cut a body, hang until the caller gives up, and hold a request', async () => {
    sandbox.failNext({ matching: /me$/, cutBody: true })
    const cut = await askHuntflow(sandbox, 'GET /me')
    sandbox.failNext({ matching: /me$/, hang: true })
    const hung = askHuntflow(sandbox, 'GET /me', { signal: AbortSignal.timeout(50) })
    await expect(hung).rejects.toThrow()
    const { asked, release } = sandbox.holdNext(/accounts$/)
    const held = askHuntflow(sandbox, 'GET /accounts')
    await asked
    const logged = sandbox.requests.matching(/accounts$/).length
    release()

    expect([cut.status, cut.body, cut.text.startsWith('{"id"')]).toEqual([200, {}, true])
    expect(sandbox.requests.matching(/GET \/v2\/me$/).at(-1)).toMatchObject({ status: 0 })
    expect([logged, (await held).status]).toEqual([0, 200])
  })
})

describe('what arrived', () => {
  it('can be read: template, query, headers, body, whose token, status', async () => {
    sandbox.requests.clear()
    await create('Logged ✍️')
    await askHuntflow(sandbox, 'GET /accounts?x=1', { token: 'never' })

    expect(sandbox.requests.entries).toMatchObject([
      {
        method: 'POST',
        path: `/v2/accounts/${sandbox.accountId}/applicants`,
        route: '/v2/accounts/{account_id}/applicants',
        body: { last_name: 'Logged ✍️' },
        headers: { 'user-agent': 'tests/1.0 (tests@product.example)' },
        tokenKind: 'valid',
        userId: sandbox.state.userId,
        status: 200,
      },
      { route: '/v2/accounts', query: 'x=1', tokenKind: 'unknown', userId: undefined, status: 401 },
    ])
  })

  it('names the files of a form', async () => {
    await askHuntflow(sandbox, 'POST /accounts/{a}/upload', { form: fileForm('cv.pdf', 'abc') })

    expect(sandbox.requests.matching(/upload$/).at(-1)?.body).toMatchObject({
      files: [{ field: 'file', title: 'cv.pdf', mimeType: 'application/pdf', content: Buffer.from('abc') }],
    })
  })
})
