import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesMarker, markerOf, withMarker } from '../../../../server/features/task-upsert/tasks/marker.ts'
import { readDue } from '../../../../server/features/task-upsert/tasks/read-due.ts'
import { readPush } from '../../../../server/features/task-upsert/tasks/read-push.ts'
import type { PushedTask } from '../../../../server/features/task-upsert/tasks/upsert.schemas.ts'

function read(task: Partial<PushedTask> = {}) {
  const reading = readPush({ internalId: 'A', title: 'A finding', ...task })
  if ('violations' in reading) throw new Error(JSON.stringify(reading.violations))
  return reading.push
}

const key = { listId: '1', internalId: 'A' }

describe('what a push wants', () => {
  it('is the same however its keys, spaces and letters of tags are', () => {
    const one = read({
      tags: ['Web', 'web '],
      title: ' A  finding',
      customFields: { a: { b: 1, c: 2 }, d: 1 },
    })
    const other = read({ customFields: { d: 1, a: { c: 2, b: 1 } }, title: 'A finding', tags: ['web'] })

    expect(one.hash).toBe(other.hash)
    expect(one.wanted).toMatchObject({ title: 'A finding', tags: ['web'], description: null, due: null })
  })

  it.each([
    { title: 'B' },
    { description: '' },
    { tags: [] },
    { assigneeEmails: [] },
    { priority: 1 },
    { announce: true },
    { dueDate: '2026-12-24' },
    { customFields: {} },
    { attachments: [{ name: 'a', contentBase64: 'QQ==' }] },
  ])('is something else with %o', (task) => {
    expect(read(task).hash).not.toBe(read().hash)
  })

  it('is cut between characters', () => {
    const { title, cuts } = read({ title: `${'x'.repeat(1_998)}🙂🙂` }).wanted
    expect(title).toBe(`${'x'.repeat(1_998)}…`)
    expect(cuts).toHaveLength(1)
  })

  it('is without the marker that a description was read with', () => {
    const description = withMarker('# Found', markerOf({ workspaceId: 'w' }, key))
    expect(read({ description }).wanted.description).toBe('# Found')
  })
})

describe('the marker', () => {
  const marker = markerOf({ workspaceId: 'w' }, key)
  const others = [
    markerOf({ workspaceId: 'w2' }, key),
    markerOf({ workspaceId: 'w' }, { ...key, listId: '2' }),
    markerOf({ workspaceId: 'w' }, { ...key, internalId: 'B' }),
  ]

  it('is another one for each workspace, list and internal id', () => {
    expect(new Set([marker, ...others].map(({ code }) => code)).size).toBe(4)
  })

  it('is found in the description or the field, whatever people write around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const description = `${before}${withMarker('x', marker)}${after}`
        expect(carriesMarker({ description, fields: [] }, marker, null)).toBe(true)
        expect(carriesMarker({ description, fields: [] }, others[2]!, null)).toBe(false)
      }),
    )
    const fields = [{ id: 'f', name: '', type: 'text', value: 'A', text: 'A' }]
    expect(carriesMarker({ description: '', fields }, marker, 'f')).toBe(true)
    expect(carriesMarker({ description: '', fields }, marker, null)).toBe(false)
  })
})

describe('a due date', () => {
  it.each([
    ['2026-12-24', { at: '2026-12-24T12:00:00.000Z', hasTime: false }],
    ['2026-12-24T10:00:00+01:00', { at: '2026-12-24T09:00:00.000Z', hasTime: true }],
    ['2028-02-29', { at: '2028-02-29T12:00:00.000Z', hasTime: false }],
    ['2026-02-29', undefined],
    ['2026-13-01', undefined],
    ['2026-02-01T25:00:00Z', undefined],
  ])('is read: %s', (text, due) => {
    expect(readDue(text)).toEqual(due)
  })
})
