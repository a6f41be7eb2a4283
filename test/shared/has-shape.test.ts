import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { hasShape } from '../../server/shared/has-shape.ts'

const Entry = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 3 }),
  tags: Type.Array(Type.Union([Type.String(), Type.Null()])),
  at: Type.Optional(Type.Integer({ minimum: 0 })),
})

describe('hasShape', () => {
  it.each([
    [{ id: 'a', tags: [] }, true],
    [{ id: 'a', tags: ['b', null], at: 0, more: {} }, true],
    [{ id: '', tags: [] }, false],
    [{ id: 'abcd', tags: [] }, false],
    [{ id: 'a', tags: [1] }, false],
    [{ id: 'a', tags: [], at: 1.5 }, false],
    [{ tags: [] }, false],
    [null, false],
    [undefined, false],
    ['a', false],
  ])('says the same of %j each time: %s', (value, expected) => {
    // Its own copy: the first check of a schema takes another way than those that follow.
    const schema = structuredClone(Entry)
    expect([1, 2, 3].map(() => hasShape(schema, value))).toEqual([expected, expected, expected])
  })
})
