import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queryAt } from '../../../server/platform/records/moment-from.ts'
import { readRecords } from '../../../server/platform/records/read-records.ts'

const FORM = { collection: 'tasks', idField: 'id', nameField: 'name', parentParameter: 'projectId' }

describe('readRecords', () => {
  it('reads id, name and parent and keeps the item as it is', () => {
    const [record] = readRecords(FORM, [{ id: 't1', name: 'Paint', more: [1] }], { projectId: 'p1' })

    expect(record).toEqual({
      id: 't1',
      parentKey: '',
      parentId: 'p1',
      name: 'Paint',
      payload: '{"id":"t1","name":"Paint","more":[1]}',
    })
  })

  it('keeps the same id under several parents apart when the form says so', () => {
    const form = { ...FORM, keyedByParent: true }

    expect(readRecords(form, [{ id: 'f1' }], { projectId: 'p1' })).toMatchObject([
      { parentKey: 'p1', parentId: 'p1' },
    ])
  })

  it('names the only record of a parent or of the workspace by it', () => {
    const single = { collection: 'member-profiles', parentParameter: 'userId' }

    expect(readRecords(single, [{}], { userId: 'u1', workspaceId: 'w1' })).toMatchObject([{ id: 'u1' }])
    expect(readRecords({ collection: 'invoice-settings' }, [{}], { workspaceId: 'w1' })).toMatchObject([
      { id: 'w1', parentId: null },
    ])
  })

  it('reads ids below the top, and parents of the record', () => {
    const form = { collection: 'approvals', idField: 'request.id', parentField: 'request.owner.userId' }

    expect(readRecords(form, [{ request: { id: 7, owner: { userId: 'u1' } } }], {})).toMatchObject([
      { id: '7', parentId: 'u1' },
    ])
  })

  it('takes NUL out of names and keeps it, escaped, in the payload', () => {
    const [record] = readRecords(FORM, [{ id: 'a', name: 'x\0y' }], {})

    expect(record).toMatchObject({ name: 'xy', payload: String.raw`{"id":"a","name":"x\u0000y"}` })
  })

  it('never makes one of two ids that are no Unicode, nor half a character of a long name', () => {
    const name = `${'x'.repeat(499)}😀`
    const records = readRecords(FORM, [{ id: '\ud800', name }, { id: '\udfff' }], {})

    expect(records.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^sha256:/),
      expect.stringMatching(/^sha256:/),
    ])
    expect(new Set(records.map(({ id }) => id)).size).toBe(2)
    expect(records.find((record) => record.name !== null)?.name).toBe('x'.repeat(499))
  })

  it('never finds a name or an id on the prototype', () => {
    const form = { collection: 'x', idField: 'constructor.name', nameField: '__proto__.name' }

    expect(readRecords(form, [{}], {})).toMatchObject([{ id: expect.stringMatching(/^sha256:/), name: null }])
  })

  it('gives every id once, in order, whatever the items are', () => {
    const item = fc.oneof(
      fc.record({ id: fc.oneof(fc.string(), fc.integer(), fc.constantFrom('a', 'b')), name: fc.string() }),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const records = readRecords(FORM, items, {})

        const ids = records.map((record) => record.id)
        expect(new Set(ids).size).toBe(ids.length)
        expect([...ids].sort((a, b) => (a < b ? -1 : 1))).toEqual(ids)
        for (const record of records) {
          expect(record.id).not.toContain('\0')
          expect(record.id.length).toBeLessThanOrEqual(200)
          expect((record.name ?? '').length).toBeLessThanOrEqual(500)
          expect(items.map((one) => JSON.stringify(one))).toContain(record.payload)
        }
      }),
    )
  })
})

describe('queryAt', () => {
  it('puts moments where durations from now stand', () => {
    const now = new Date('2026-05-10T12:00:00.123Z')

    expect(queryAt({ start: { fromNow: '-P30D' }, end: { fromNow: 'P1DT2H' }, plain: 'x' }, now)).toEqual({
      start: '2026-04-10T12:00:00Z',
      end: '2026-05-11T14:00:00Z',
      plain: 'x',
    })
  })
})
