import { describe, expect, it } from 'vitest'

import { createWorld } from '../../../../server/sandbox/clickup/create-world.ts'
import { resolveOptions } from '../../../../server/sandbox/clickup/options.ts'
import { readFieldConditions } from '../../../../server/sandbox/clickup/tasks/field-conditions.ts'

const world = createWorld(resolveOptions({ size: { tasks: 1, lists: 1, folderlessLists: 0 } }))
const task = [...world.state.tasks.values()].find(({ id }) => id !== world.state.foreign.taskId)!
const idOf = (type: string) => [...world.state.fields.values()].find((field) => field.type === type)!.id
const labels = world.state.fields.get(idOf('labels'))!.options.map(({ id }) => id)
task.values.clear()
task.values.set(idOf('number'), 12)
task.values.set(idOf('short_text'), 'Alpha Beta')
task.values.set(idOf('labels'), labels.slice(0, 2))

function holds(type: string, operator: string, value?: unknown): boolean {
  const condition = { field_id: idOf(type), operator, value }
  return readFieldConditions(world, JSON.stringify([condition])).every((wanted) => wanted(task))
}

describe('conditions of custom fields', () => {
  it.each([
    { type: 'short_text', operator: '=', value: 'beta', expected: true },
    { type: 'short_text', operator: '==', value: 'beta', expected: false },
    { type: 'short_text', operator: '==', value: 'alpha beta', expected: true },
    { type: 'short_text', operator: '!=', value: 'gamma', expected: true },
    { type: 'short_text', operator: '!==', value: 'Alpha Beta', expected: false },
    { type: 'number', operator: '<', value: 12, expected: false },
    { type: 'number', operator: '<=', value: 12, expected: true },
    { type: 'number', operator: '>', value: '11', expected: true },
    { type: 'number', operator: '>=', value: 13, expected: false },
    { type: 'number', operator: 'RANGE', value: [10, 12], expected: true },
    { type: 'number', operator: 'RANGE', value: { low_value: 1, high_value: 5 }, expected: false },
    { type: 'email', operator: 'IS NULL', value: undefined, expected: true },
    { type: 'number', operator: 'IS NOT NULL', value: undefined, expected: true },
    { type: 'email', operator: '>', value: 0, expected: false },
  ])('$type $operator $value is $expected', ({ type, operator, value, expected }) => {
    expect(holds(type, operator, value)).toBe(expected)
  })

  it('compare lists by any and by all', () => {
    const [first, second, third] = labels

    expect(holds('labels', 'ANY', [third, second])).toBe(true)
    expect(holds('labels', 'ALL', [first, third])).toBe(false)
    expect(holds('labels', 'ALL', [first, second])).toBe(true)
    expect(holds('labels', 'NOT ANY', [third])).toBe(true)
    expect(holds('labels', 'NOT ALL', [first, second])).toBe(false)
  })

  it('refuse fields and operators that are not there', () => {
    expect(() => holds('number', 'ABOUT', 1)).toThrow('filter invalid')
    expect(() => readFieldConditions(world, '[1]')).toThrow('json parsable')
  })
})
