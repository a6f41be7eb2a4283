import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../../support/test-app.ts'

let test: TestApp

interface Person {
  readonly id: string
  readonly externalId: string | null
  readonly name: string
  readonly email: string | null
  readonly hoursPerMonth: number | null
}

beforeAll(async () => {
  test = await startTestApp({
    sandbox: { size: { users: 3, projects: 1, tasks: 1, timeEntries: 1 } },
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(() => test.close())

const people = async (query = '') =>
  (await test.call<{ items: Person[] }>('GET', `/api/people${query}`)).body.items
const add = (body: object) => test.call<Person>('POST', '/api/people', { body })
const change = (id: string, body: object) => test.call<Person>('PUT', `/api/people/${id}`, { body })
const remove = async (id: string) => (await test.call('DELETE', `/api/people/${id}`)).status

describe('people', () => {
  it('are added, changed in part, read and removed', async () => {
    const { status, body } = await add({ name: 'Ana', email: 'Ana@example.com', timeZone: 'Europe/Madrid' })
    const { id } = body

    expect([status, body]).toEqual([
      201,
      {
        id,
        externalId: null,
        name: 'Ana',
        email: 'Ana@example.com',
        hoursPerMonth: null,
        enabled: true,
        notify: true,
        timeZone: 'Europe/Madrid',
        overtimeHours: null,
      },
    ])
    expect((await change(id, { hoursPerMonth: 160, notify: false })).body).toEqual({
      ...body,
      hoursPerMonth: 160,
      notify: false,
    })
    expect(await people('?email=ana@EXAMPLE.com')).toMatchObject([{ id }])
    expect((await test.call<Person>('GET', `/api/people/${id}`)).body.hoursPerMonth).toBe(160)
    expect([await remove(id), await remove(id)]).toEqual([204, 404])
  })

  it('come by themselves with their first session, follow Clockify and stay while they have one', async () => {
    const { sandbox } = test
    const [userId] = sandbox.state.users.keys()
    sandbox.createTimeEntry({
      userId: userId!,
      startMs: Date.now() - 7_200_000,
      endMs: Date.now() - 3_600_000,
    })
    await vi.waitUntil(async () => (await people(`?externalId=${userId}`)).length === 1, 10_000)
    const [person] = await people(`?externalId=${userId}`)
    await change(person!.id, { hoursPerMonth: 80 })
    sandbox.emit('USER_UPDATED', { id: userId, email: 'new@example.com', name: 'New name' })
    await vi.waitUntil(async () => (await people('?email=new@example.com')).length === 1, 10_000)
    const day = 86_400_000
    const at = (ms: number): string => new Date(Date.now() + ms).toISOString()

    expect(await people('?email=new@example.com')).toMatchObject([{ name: 'New name', hoursPerMonth: 80 }])
    expect(await people(`?from=${at(-day)}&to=${at(day)}`)).toHaveLength(1)
    expect(await people(`?from=${at(day)}`)).toEqual([])
    expect(await remove(person!.id)).toBe(409)
    expect((await add({ name: 'Twin', externalId: userId })).status).toBe(409)
    const { body: other } = await add({ name: 'Other' })
    expect((await change(other.id, { externalId: userId })).status).toBe(409)
  })

  it.each([
    [{}],
    [{ name: ' ' }],
    [{ name: 'A', email: 'nobody' }],
    [{ name: 'A', timeZone: 'Mars/Olympus' }],
    [{ name: 'A', hoursPerMonth: -1 }],
    [{ name: 'A\u0000' }],
    [{ name: 'A', other: 1 }],
  ])('cannot be %j', async (body) => {
    expect((await add(body)).status).toBe(422)
  })
})
