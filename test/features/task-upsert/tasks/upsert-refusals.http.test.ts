import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startUpsertApp, type UpsertApp } from '../upsert-app.ts'

let app: UpsertApp
let listId: string
beforeAll(async () => {
  app = await startUpsertApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  listId = await app.freshList()
})

const many = (count: number) => Array.from({ length: count }, (_, index) => ({ internalId: `N-${index}` }))
const pointersOf = ({ violations }: { readonly violations: readonly { readonly pointer: string }[] }) =>
  violations.map(({ pointer }) => pointer)

describe('a push that cannot be read', () => {
  it('of a single task points into the task', async () => {
    const { status, body } = await app.push({
      internalId: 'A',
      title: 5 as never,
      priority: 9,
      colour: 'red',
    } as never)

    expect([status, body.code]).toEqual([422, 'INVALID'])
    expect(pointersOf(body).sort()).toEqual(['/colour', '/priority', '/title'])
  })

  it('of many points to the task among them', async () => {
    const { status, body } = await app.pushMany([
      { internalId: 'A' },
      { internalId: 'B', title: 5 as never },
      {},
    ])

    expect(status).toBe(422)
    expect(pointersOf(body).sort()).toEqual(['/1/title', '/2/internalId'])
  })

  it.each([
    [{ title: ' \n ' }, '/title'],
    [{ dueDate: '2026-02-30' }, '/dueDate'],
    [{ dueDate: '2026-02-01T25:00:00Z' }, '/dueDate'],
    [{ customFields: { a: ['\0'] } }, '/customFields'],
    [{ attachments: [{ name: 'a', contentBase64: 'no bytes' }] }, '/attachments/0/contentBase64'],
    [
      { attachments: [{ name: 'a', contentBase64: 'QUJD'.repeat(1_700_000) }] },
      '/attachments/0/contentBase64',
    ],
  ])('is refused: %o'.slice(0, 14), async (task, pointer) => {
    const single = await app.push({ internalId: 'A', ...task })
    const among = await app.pushMany([{ internalId: 'B' }, { internalId: 'A', ...task }])

    expect([single.status, pointersOf(single.body)]).toEqual([422, [pointer]])
    expect([among.status, pointersOf(among.body)]).toEqual([422, [`/1${pointer}`]])
    expect((await app.ledger(`?listId=${listId}`)).items).toEqual([])
  })

  it.each([[[]], ['a text'], [null], [many(501)]])('is no task and no list of up to 500', async (body) => {
    const answer = await app.test.call<{ code: string }>('POST', '/api/tasks/upsert', { body })

    expect([answer.status, answer.body.code]).toEqual([422, 'INVALID'])
  })

  it('names an internal id twice', async () => {
    const { status, body } = await app.pushMany([
      { internalId: 'A' },
      { internalId: 'B' },
      { internalId: 'A', listId },
      { internalId: 'A', listId: '77' },
    ])

    expect(status).toBe(422)
    expect(pointersOf(body)).toEqual(['/0/internalId', '/2/internalId'])
    expect(app.asked()).toEqual([])
  })

  it('is larger than 16 MB', async () => {
    const attachments = [1, 2, 3].map((name) => ({
      name: `${name}`,
      contentBase64: 'QUJD'.repeat(1_600_000),
    }))
    expect((await app.push({ internalId: 'A', attachments })).status).toBe(413)
    expect((await app.push({ internalId: 'A', attachments: attachments.slice(0, 2) })).body.outcome).toBe(
      'created',
    )
  })
})

describe('a push that has nowhere to go', () => {
  it('says where a list is chosen', async () => {
    await app.settings({ listId: null })
    const { status, body } = await app.push({ internalId: 'A' })

    expect([status, body.code]).toEqual([409, 'CONFLICT'])
    expect(body.detail).toMatch(/settings of the pushed tasks.*listId/)
    expect((await app.push({ internalId: 'A', listId })).body.outcome).toBe('created')
  })

  it('is told what ClickUp says, as a problem or as an outcome', async () => {
    const single = await app.push({ internalId: 'A', listId: '999' })
    const among = await app.pushMany([{ internalId: 'B', listId: '999' }, { internalId: 'C' }])

    expect([single.status, single.body.code]).toEqual([502, 'UPSTREAM_FAILED'])
    expect(single.body.detail).toMatch(/INPUT_003.*Push the task again/)
    expect(among.body).toMatchObject([
      { outcome: 'failed', internalId: 'B', taskId: null, error: single.body.detail },
      { outcome: 'created', internalId: 'C', error: null },
    ])
  })

  it('is tried again when it is pushed again, or when an admin asks for it', async () => {
    app.clickup.failNext({ matching: /POST .*\/task$/, status: 400, body: { err: 'no', ECODE: 'INPUT_001' } })
    const [failed] = (await app.pushMany([{ internalId: 'A' }])).body
    expect(failed).toMatchObject({ outcome: 'failed' })
    const path = `/api/tasks/upserts/${failed!.id}/retry`

    const retried = await app.test.call('POST', path)
    expect([retried.status, retried.body]).toMatchObject([200, { internalId: 'A', error: null }])
    expect((await app.push({ internalId: 'A' })).body.taskId).not.toBeNull()
    expect(app.tasksIn(listId)).toHaveLength(1)
    expect((await app.test.call('POST', path)).status).toBe(409)
    expect((await app.test.call('POST', '/api/tasks/upserts/none/retry')).status).toBe(404)
  })
})

describe('who may', () => {
  it('push, read and try again', async () => {
    const keyOf = async (role: string) =>
      (await app.test.call<{ key: string }>('POST', '/api/api-keys', { body: { role } })).body.key
    const [reader, member] = [await keyOf('reader'), await keyOf('member')]
    const { body } = await app.push({ internalId: 'A' }, member)
    const retry = `/api/tasks/upserts/${body.id}/retry`

    expect(body.outcome).toBe('created')
    expect((await app.push({ internalId: 'B' }, reader)).status).toBe(403)
    expect((await app.test.call('GET', '/api/tasks/upserts', { token: reader })).status).toBe(200)
    expect((await app.test.call('POST', retry, { token: member })).status).toBe(403)
  })
})

describe('the ledger', () => {
  it('is read page by page, filtered and searched', async () => {
    await app.pushMany([
      { internalId: 'SCAN-1', title: 'Broken lock' },
      { internalId: 'SCAN-2', title: '100% of the disk' },
      { internalId: 'LOG-3', title: 'Broken window', listId: '999' },
    ])
    const idsOf = async (query: string) => (await app.ledger(query)).items.map(({ internalId }) => internalId)

    expect((await idsOf(`?listId=${listId}`)).sort()).toEqual(['SCAN-1', 'SCAN-2'])
    expect(await idsOf('?search=bROKEN&status=failed&listId=999')).toEqual(['LOG-3'])
    expect(await idsOf(`?search=${encodeURIComponent('0%')}&listId=${listId}`)).toEqual(['SCAN-2'])
    expect(await idsOf(`?internalId=SCAN-1&status=unclaimed&listId=${listId}`)).toEqual(['SCAN-1'])
    expect(await idsOf(`?status=claimed&listId=${listId}`)).toEqual([])
    const first = await app.ledger(`?listId=${listId}&limit=1`)
    const second = await app.ledger(`?listId=${listId}&limit=1&cursor=${first.nextCursor}`)
    expect([...first.items, ...second.items].map(({ internalId }) => internalId).sort()).toEqual([
      'SCAN-1',
      'SCAN-2',
    ])
    expect(second.nextCursor).toBeNull()
  })
})
