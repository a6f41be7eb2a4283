import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRepeatedKey, readInput } from '../../server/shared/read-input.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8')

describe('readInput', () => {
  it('gives back what was written', () => {
    const anyJson = fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' })

    fc.assert(
      fc.property(anyJson, (value) => {
        expect(readInput(bytes(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('takes a byte order mark', () => {
    expect(readInput(bytes('\ufeff{"a":1}'))).toEqual({ a: 1 })
  })

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), /not UTF-8/],
    ['a key twice', bytes('{"a":1,"a":1}'), /key "a" twice/],
    ['half of a surrogate pair', bytes('{"a":["\\ud800x"]}'), /surrogate/],
    ['half of a surrogate pair in a key', bytes('{"\\udfff":1}'), /surrogate/],
    ['a number beyond 2^53', bytes('{"a":[9007199254740993]}'), /more digits/],
    ['a number beyond every number', bytes('[1e400]'), /more digits/],
    ['no JSON', bytes('{"a":'), /not JSON/],
  ])('refuses %s', (_what, body, reason) => {
    expect(() => readInput(body)).toThrow(reason)
  })

  it('takes a whole surrogate pair', () => {
    expect(readInput(bytes('"\\ud83d\\ude00"'))).toBe('😀')
  })
})

describe('findRepeatedKey', () => {
  it.each([
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', undefined],
    ['{"a":"a","b":["a","a"]}', undefined],
    ['{"a" : 1, "\\u0061" : 2}', 'a'],
    ['[{"x":{"k":1,"k" \n:2}}]', 'k'],
    ['{"a":{"b":1},"a":2}', 'a'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"a:\\"":1,"a":":"}', undefined],
  ])('reads %s', (json, key) => {
    expect(findRepeatedKey(json)).toBe(key)
  })
})
