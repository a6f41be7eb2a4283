import { read } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../support/test-app.ts'
import { linesOf, rowsOf } from './read-report-file.ts'

let test: TestApp

interface Report {
  readonly id: string
  readonly status: string
  readonly person: { readonly id: string; readonly name: string } | null
  readonly from: string
  readonly to: string
  readonly fileName: string
}
interface Page {
  readonly items: readonly Report[]
  readonly nextCursor: string | null
}

beforeAll(async () => {
  test = await startTestApp({
    sandbox: { size: { users: 1, projects: 1, tasks: 1, timeEntries: 1 } },
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(() => test.close())

const start = (body: object, token?: string) =>
  test.call<{ reportId: string }>('POST', '/api/reports', { body, ...(token === undefined ? {} : { token }) })
const report = async (id: string) => (await test.call<Report>('GET', `/api/reports/${id}`)).body
const untilDone = (id: string) =>
  expect.poll(async () => (await report(id)).status, { timeout: 10_000 }).toBe('done')

describe('reports', () => {
  it('are asked for, followed and downloaded', async () => {
    const { body: person } = await test.call<{ id: string }>('POST', '/api/people', {
      body: { name: 'Ana Pérez' },
    })
    const session = {
      person: { id: person.id },
      startedAt: '2026-03-02T23:30:00Z',
      endedAt: '2026-03-03T01:00:00Z',
    }
    await test.call('POST', '/api/time-sessions', { body: session })
    const custom = { kind: 'custom', from: '2026-03-01', to: '2026-03-02', personId: person.id }
    const { status, body } = await start(custom)
    await untilDone(body.reportId)

    expect(status).toBe(202)
    expect(await report(body.reportId)).toMatchObject({
      kind: 'custom',
      person: { id: person.id, name: 'Ana Pérez' },
      from: '2026-03-01',
      to: '2026-03-02',
      zone: 'UTC',
      sessions: 1,
      error: null,
      fileName: 'time-report_2026-03-01_2026-03-02_Ana-Perez.xlsx',
      scheduled: false,
      requestedBy: { type: 'user' },
      mailedTo: [],
    })
    const answer = await fetch(`${test.baseUrl}/api/reports/${body.reportId}/file`, {
      headers: { authorization: `Bearer ${test.sandbox.userToken({ role: 'MEMBER' })}` },
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const book = read(bytes)
    expect(answer.headers.get('content-disposition')).toContain('time-report_2026-03-01_2026-03-02')
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect(linesOf(book).get('Worked')).toEqual([null, 0.5 / 24, 0.5])
    expect(rowsOf(book, 'Sessions')).toMatchObject([{ Person: 'Ana Pérez', Part: '1/2' }])
  })

  it('are listed page by page, newest first', async () => {
    const { body } = await start({ kind: 'monthly' })
    await untilDone(body.reportId)
    const first = (await test.call<Page>('GET', '/api/reports?limit=1')).body
    const second = (await test.call<Page>('GET', `/api/reports?limit=1&cursor=${first.nextCursor}`)).body

    expect(first.items.map(({ id }) => id)).toEqual([body.reportId])
    expect(second.items).toHaveLength(1)
    expect(second.nextCursor).toBeNull()
  })

  it.each([
    [{}, 422],
    [{ kind: 'yearly' }, 422],
    [{ kind: 'custom', from: '2026-03-02', to: '2026-03-01' }, 422],
    [{ kind: 'custom', from: '2026-02-30', to: '2026-03-01' }, 422],
    [{ kind: 'custom', from: 'today', to: '2026-03-01' }, 422],
    [{ kind: 'monthly', month: 13, year: 2026 }, 422],
    [{ kind: 'weekly', email: 'nobody' }, 422],
    [{ kind: 'weekly', more: 1 }, 422],
    [{ kind: 'weekly', personId: 'nobody' }, 404],
  ])('answer %j with %i', async (body, status) => {
    expect((await start(body)).status).toBe(status)
  })

  it('are asked for by admins only, and not found where there are none', async () => {
    const member = test.sandbox.userToken({ role: 'MEMBER' })

    expect((await start({ kind: 'weekly' }, member)).status).toBe(403)
    expect((await test.call('GET', '/api/reports/none')).status).toBe(404)
    expect((await test.call('GET', '/api/reports/none/file')).status).toBe(404)
  })
})
