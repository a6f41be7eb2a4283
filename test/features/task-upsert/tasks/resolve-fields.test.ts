import { describe, expect, it } from 'vitest'
import { fieldSteps, newFieldValues } from '../../../../server/features/task-upsert/tasks/field-steps.ts'
import { resolveFields } from '../../../../server/features/task-upsert/tasks/resolve-fields.ts'

const options = [
  { id: 'o1', name: 'Low' },
  { id: 'o2', name: 'High' },
]
const TYPES = [
  'text',
  'url',
  'email',
  'phone',
  'number',
  'currency',
  'date',
  'checkbox',
  'users',
  'emoji',
  'formula',
]
const definitions = [
  ...TYPES.map((type) => ({ id: `id-${type}`, name: `The ${type}`, type, options: [] })),
  { id: 'id-drop', name: 'Severity', type: 'drop_down', options },
  { id: 'id-labels', name: 'Labels', type: 'labels', options },
]
const members = [
  { id: '7', name: 'Ann', email: 'Ann@example.com' },
  { id: '8', name: 'Bob', email: 'bob@example.com' },
]
const resolve = (given: Record<string, unknown>) => resolveFields(given, { definitions, members })

describe('a custom field', () => {
  it.each([
    ['severity', 'high', 'o2'],
    ['id-drop', 'o1', 'o1'],
    ['Labels', ['low', 'High', 'low'], ['o1', 'o2']],
    ['The text', 5, '5'],
    ['The number', '5.5', 5.5],
    ['The currency', 12, 12],
    ['The date', '2026-12-24', Date.parse('2026-12-24T12:00:00Z')],
    ['The checkbox', 'yes', true],
    ['The url', 'https://example.com/a', 'https://example.com/a'],
    ['The email', ' a@example.com', 'a@example.com'],
    ['The phone', '+44 20 7946 0000', '+44 20 7946 0000'],
    ['The emoji', 3, 3],
  ])('%s takes %o', (key, given, value) => {
    const resolved = resolve({ [key]: given })
    expect(resolved.notes).toEqual([])
    expect(newFieldValues(resolved)).toMatchObject([{ value }])
  })

  it.each([
    ['severity', 'unknown'],
    ['Labels', ['low', 5]],
    ['The number', 'many'],
    ['The date', 'tomorrow'],
    ['The checkbox', 1],
    ['The url', 'example'],
    ['The phone', '020'],
    ['The users', ['nobody@example.com']],
    ['The formula', 1],
    ['The emoji', -1],
    ['No such field', 1],
    ['__proto__', 1],
  ])('%s does not take %o, and a note says so', (key, given) => {
    const resolved = resolve(Object.fromEntries([[key, given]]))
    expect(resolved.fields).toEqual([])
    expect(resolved.notes).toHaveLength(1)
  })
})

describe('what differs from what is there by us', () => {
  it('is set, cleared or left', () => {
    const resolved = resolve({ severity: 'high', 'The text': 'x', 'The number': 'many', 'The date': null })
    const fields = {
      'id-drop': '"o2"',
      'id-text': '"y"',
      'id-number': '5',
      'id-date': '1',
      'id-email': '"a"',
    }
    expect(fieldSteps(resolved, { fields })).toMatchObject([
      { id: 'id-text', json: '"x"', set: { id: 'id-text', value: 'x' } },
      { id: 'id-date', json: 'null', set: undefined },
      { id: 'id-email', json: undefined, set: undefined },
    ])
  })

  it('adds people, and removes only those who were put there by us', () => {
    const resolved = resolve({ 'The users': ['bob@example.com'] })
    expect(fieldSteps(resolved, { fields: { 'id-users': '["7"]' } })).toMatchObject([
      { set: { value: { add: [8], rem: [7] } } },
    ])
    expect(newFieldValues(resolved)).toEqual([{ id: 'id-users', value: { add: [8], rem: [] } }])
  })

  it('is done again while nobody knows whether it was, for all who may be there by us', () => {
    const wanted = { 'The text': 'x', 'The users': ['bob@example.com'] }
    const [text, people] = fieldSteps(resolve(wanted), { fields: { 'id-text': '"y"', 'id-users': '["7"]' } })
    const doubtful = { 'id-text': text!.doubt, 'id-users': people!.doubt }
    expect(fieldSteps(resolve(wanted), { fields: doubtful })).toMatchObject([
      { id: 'id-text', json: '"x"' },
      { id: 'id-users', set: { value: { add: [8], rem: [7] } } },
    ])
    const other = { 'The users': ['ann@example.com'] }
    expect(fieldSteps(resolve(other), { fields: doubtful })).toMatchObject([
      { id: 'id-users', set: { value: { rem: [8] } } },
      { id: 'id-text', json: undefined, set: undefined },
    ])
  })
})
