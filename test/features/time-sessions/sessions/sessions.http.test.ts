import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { verifyExport } from '../../../../server/features/time-sessions/index.ts'
import { startTestApp, type TestApp } from '../../../support/test-app.ts'

let test: TestApp

interface Session {
  readonly id: string
  readonly status: string
  readonly description: string
  readonly startedAt: string
  readonly person: { readonly id: string; readonly email: string | null }
  readonly project: { readonly name: string } | null
}
interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

const SIZE = { users: 3, projects: 2, tasks: 2, timeEntries: 6 }

beforeAll(async () => {
  test = await startTestApp({ sandbox: { size: SIZE } })
  await test.sandbox.install({ baseUrl: test.baseUrl })
  await vi.waitUntil(async () => {
    const { body } = await test.call<{ run: { status: string } }>('GET', '/api/bootstrap')
    return body.run.status === 'completed'
  }, 30_000)
}, 60_000)
afterAll(() => test.close())

const sessions = async (query = '') =>
  (await test.call<Page<Session>>('GET', `/api/time-sessions${query}`)).body.items
const untilStatus = (id: string, status: string) =>
  expect.poll(async () => (await sessions(`?externalId=${id}`))[0]?.status, { timeout: 10_000 }).toBe(status)

describe('time sessions', () => {
  it('follow a timer from its start to its review, and the log says how', async () => {
    const { sandbox } = test
    const [userId] = sandbox.state.users.keys()
    const [projectId] = sandbox.state.projects.keys()
    const entry = sandbox.startTimer({ userId: userId!, projectId: projectId!, description: 'Planning' })
    await untilStatus(entry.id, 'open')
    sandbox.stopTimer({ userId: userId! })
    await untilStatus(entry.id, 'closed')
    sandbox.updateTimeEntry(entry.id, { description: 'Planning and calls' })
    await untilStatus(entry.id, 'under-review')

    const [session] = await sessions(`?externalId=${entry.id}`)
    const { body: log } = await test.call<Page<{ action: string; sessionId: string }>>(
      'GET',
      `/api/audit-entries?sessionId=${session!.id}`,
    )
    expect(session).toMatchObject({
      description: 'Planning and calls',
      person: { email: sandbox.state.users.get(userId!)!.email },
      project: { name: sandbox.state.projects.get(projectId!)!.name },
    })
    expect(log.items.map(({ action }) => action)).toEqual([
      'session.edited',
      'session.closed',
      'session.opened',
    ])
    expect((await test.call('GET', '/api/audit-entries/verify')).body).toMatchObject({ ok: true, entries: 3 })
    expect((await test.call('GET', `/api/time-sessions/${session!.id}`)).body).toEqual(session)
  })

  it('are found by each filter, and by all of them together', async () => {
    const [session] = await sessions()
    const { person, project, startedAt } = session!
    const day = startedAt.slice(0, 10)
    const email = `email=${encodeURIComponent(person.email!.toUpperCase())}`
    const name = `projectName=${encodeURIComponent(project!.name.toUpperCase())}`
    const found = await Promise.all(
      [
        email,
        `personId=${person.id}`,
        name,
        `from=${day}`,
        'status=under-review',
        'running=false',
        'overtime=false',
      ].map((filter) => sessions(`?${filter}`)),
    )
    const none = await Promise.all(
      [
        'email=x@y.z',
        'personId=none',
        'projectName=none',
        'taskName=none',
        `to=${day}`,
        'running=true',
        'overtime=true',
      ].map((filter) => sessions(`?status=under-review&${filter}`)),
    )

    expect(found.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1, 1])
    expect(await sessions(`?${email}&${name}&from=${day}&status=under-review`)).toHaveLength(1)
    expect(none.flat()).toEqual([])
  })

  it.each([
    ['?status=unknown', 422],
    ['?from=yesterday', 422],
    ['?date=2026-13-40', 422],
    ['?cursor=bm9uZQ', 422],
    ['?other=1', 422],
    ['/none', 404],
  ])('answer %s with %i', async (path, status) => {
    expect((await test.call('GET', `/api/time-sessions${path}`)).status).toBe(status)
  })

  it('are decided once, and what people note and the whole log can be checked elsewhere', async () => {
    const [session] = await sessions('?status=under-review')
    const path = `/api/time-sessions/${session!.id}/decision`
    const member = test.sandbox.userToken({ role: 'MEMBER' })
    const body = { approved: true, note: 'agreed' }
    const note = (input: object) => test.call('POST', '/api/audit-entries', { token: member, body: input })

    expect((await test.call('POST', path, { token: member, body })).status).toBe(403)
    expect((await test.call('POST', path, { body })).body).toMatchObject({
      status: 'approved',
      note: 'agreed',
    })
    expect((await test.call('POST', path, { body })).status).toBe(409)
    expect((await note({ sessionId: session!.id, note: 'I was at the dentist.' })).status).toBe(201)
    expect((await note({ sessionId: 'none', note: 'x' })).status).toBe(422)
    expect((await note({ note: ' ' })).status).toBe(422)

    const exported = await fetch(`${test.baseUrl}/api/audit-entries/export`, {
      headers: { authorization: `Bearer ${member}` },
    })
    const lines = (await exported.text()).trimEnd().split('\n')
    expect(exported.headers.get('content-type')).toBe('application/x-ndjson')
    expect(await verifyExport(Readable.from(lines))).toEqual({ ok: true, entries: 5, firstBadSeq: null })
  })

  it('come page by page, each once', async () => {
    const { sandbox } = test
    const [userId] = sandbox.state.users.keys()
    for (let index = 0; index < 5; index += 1)
      sandbox.createTimeEntry({
        userId: userId!,
        startMs: Date.now() - 3_600_000 * (index + 2),
        endMs: Date.now() - 3_600_000 * (index + 1),
      })
    await expect.poll(async () => (await sessions()).length, { timeout: 10_000 }).toBe(6)
    const ids: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '?limit=2' : `?limit=2&cursor=${cursor}`
      const { body } = await test.call<Page<Session>>('GET', `/api/time-sessions${query}`)
      ids.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor
    }

    expect(ids).toEqual((await sessions()).map(({ id }) => id))
    expect(new Set(ids).size).toBe(6)
  })
})
