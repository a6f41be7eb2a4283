import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ClickUpSandbox } from '../../../server/sandbox/clickup/index.ts'
import type { HuntflowSandbox } from '../../../server/sandbox/huntflow/index.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { startSmallHuntflow } from '../../support/huntflow-caller.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { aTask } from './a-transfer.ts'

let clickup: ClickUpSandbox
let huntflow: HuntflowSandbox
let test: TestApp
beforeAll(async () => {
  clickup = await startSmallClickUp()
  huntflow = await startSmallHuntflow()
  test = await startTestApp({ allow: [clickup.origin, huntflow.origin] })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(async () => {
  await test.close()
  await huntflow.stop()
  await clickup.stop()
})

interface View {
  readonly id: string
  readonly status: string
  readonly steps: readonly {
    readonly name: string
    readonly status: string
    readonly detail: string | null
  }[]
  readonly applicantId: string | null
  readonly applicantUrl: string | null
  readonly possibleDuplicates: readonly unknown[]
  readonly error: string | null
}

const connect = async (): Promise<void> => {
  const token = clickup.tokens.owner
  await test.call('PUT', '/api/connections/clickup', { body: { token, baseUrl: clickup.apiUrl } })
  const body = { ...huntflow.tokens, baseUrl: huntflow.apiUrl }
  await test.call('PUT', '/api/connections/huntflow', { body })
}
const transfer = (taskId: string, body: object) =>
  test.call<{ transferId: string }>('POST', `/api/clickup/tasks/${taskId}/transfer-to-huntflow`, { body })
const read = async (id: string) => (await test.call<View>('GET', `/api/clickup/transfers/${id}`)).body
const atRest = (id: string): Promise<View> =>
  vi.waitUntil(
    async () => {
      const view = await read(id)
      return view.status !== 'waiting' && view.status !== 'running' && view
    },
    { timeout: 20_000, interval: 50 },
  )
const accountId = () => String(huntflow.accountId)

describe('without connections', () => {
  it('a transfer fails and says what to do, and goes on when they are made', async () => {
    const { status, body } = await transfer(aTask(clickup), { accountId: accountId() })
    const failed = await atRest(body.transferId)
    const options = await test.call('GET', '/api/huntflow/options')
    await connect()
    const retried = await test.call('POST', `/api/clickup/transfers/${body.transferId}/retry`)
    const view = await atRest(body.transferId)

    expect([status, retried.status, options.status]).toEqual([202, 202, 409])
    expect(failed).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/no connection with ClickUp/),
    })
    expect(failed.steps[0]).toMatchObject({ name: 'read-task', status: 'failed' })
    expect(view).toMatchObject({ status: 'completed', error: null, applicantUrl: null })
    expect(huntflow.state.applicants.get(Number(view.applicantId))).toMatchObject({ lastName: 'Sidorov' })
  })
})

describe('the routes', () => {
  beforeAll(connect)

  it('offer what there is to choose', async () => {
    const accounts = await test.call<{ accounts: { id: string }[] }>('GET', '/api/huntflow/options')
    const path = `/api/huntflow/options?accountId=${accountId()}`
    const { body } = await test.call<Record<string, { id: string; name: string }[]>>('GET', path)

    expect(accounts.body.accounts.map(({ id }) => id)).toContain(accountId())
    expect(body['vacancies']?.length).toBeGreaterThan(3)
    expect(body['statuses']?.map(({ name }) => name)).not.toContain('Old stage')
    expect(body['sources']?.length).toBeGreaterThan(0)
  })

  it('put the applicant on the vacancy, at the stage', async () => {
    const path = `/api/huntflow/options?accountId=${accountId()}`
    const { body } = await test.call<Record<string, { id: string }[]>>('GET', path)
    const [vacancyId, statusId] = [body['vacancies']![0]!.id, body['statuses']![1]!.id]
    const taskId = aTask(clickup, { comments: ['hello'] })

    const first = await transfer(taskId, {
      accountId: accountId(),
      vacancyId,
      statusId,
      includeComments: true,
    })
    const again = await transfer(taskId, { accountId: accountId() })
    const view = await atRest(first.body.transferId)

    expect(again.body).toEqual(first.body)
    expect(view.status).toBe('completed')
    expect(huntflow.state.applicants.get(Number(view.applicantId))?.links).toMatchObject([
      { vacancyId: Number(vacancyId), stageId: Number(statusId) },
    ])
    expect(view.steps.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 'done'))
  })

  it('list transfers by task and state, page by page', async () => {
    const taskId = aTask(clickup)
    const { body } = await transfer(taskId, { accountId: accountId() })
    await atRest(body.transferId)
    interface Listed {
      readonly items: readonly View[]
      readonly nextCursor: string | null
    }
    const list = async (query: string) =>
      (await test.call<Listed>('GET', `/api/clickup/transfers?${query}`)).body
    const page = await list('limit=1')

    expect((await list(`taskId=${taskId}&status=completed`)).items.map(({ id }) => id)).toEqual([
      body.transferId,
    ])
    expect((await list(`taskId=${taskId}&status=failed`)).items).toEqual([])
    expect(page.items.map(({ id }) => id)).toEqual([body.transferId])
    expect((await list(`limit=1&cursor=${page.nextCursor}`)).items[0]?.id).not.toBe(body.transferId)
  })

  it.each([
    [{}, '/accountId'],
    [{ accountId: 'x' }, '/accountId'],
    [{ accountId: '1', statusId: '2' }, '/statusId'],
    [{ accountId: '1', more: 1 }, '/more'],
  ])('refuse %j', async (body, pointer) => {
    const answer = await test.call<{ violations: { pointer: string }[] }>(
      'POST',
      '/api/clickup/tasks/86abc/transfer-to-huntflow',
      { body },
    )

    expect(answer.status).toBe(422)
    expect(answer.body.violations.map((one) => one.pointer)).toEqual([pointer])
  })

  it('have a lost answer looked up by the worker, and the applicant adopted', async () => {
    huntflow.failNext({ matching: /POST .*\/applicants$/, when: 'after', drop: true })
    const { body } = await transfer(aTask(clickup), { accountId: accountId() })
    const view = await atRest(body.transferId)
    const made = [...huntflow.state.applicants.values()].filter(({ externals }) =>
      externals.some(({ text }) => text?.includes(body.transferId)),
    )

    expect(view).toMatchObject({ status: 'completed', applicantId: String(made[0]?.id) })
    expect(made).toHaveLength(1)
  })
})
