import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { KeyText, pageOf, readCursor, readKeyCursor } from '../../server/storage/keyset-page.ts'

const Key = Type.Tuple([KeyText, KeyText])
const cursorOf = (text: string): string => Buffer.from(text).toString('base64url')

describe('pageOf', () => {
  it('names the last row that is shown, and nothing at the end', () => {
    const [first, last] = [pageOf(['a', 'b', 'c'], 2, String), pageOf(['c'], 2, String)]

    expect([first.items, readCursor(first.nextCursor ?? '')]).toEqual([['a', 'b'], 'b'])
    expect(last).toEqual({ items: ['c'], nextCursor: null })
  })
})

describe('readKeyCursor', () => {
  it('gives back the texts of the last row', () => {
    const { nextCursor } = pageOf([['a', '"/"'], ['b']], 1, (key) => JSON.stringify(key))

    expect(readKeyCursor(nextCursor ?? '', Key)).toEqual(['a', '"/"'])
    expect(readKeyCursor(undefined, Key)).toBeUndefined()
  })

  it.each([
    ['no base64', '%%%'],
    ['no JSON', cursorOf('a')],
    ['too few texts', cursorOf('["a"]')],
    ['too many texts', cursorOf('["a","b","c"]')],
    ['something other than texts', cursorOf('["a",1]')],
    ['a NUL', cursorOf('["a","\\u0000"]')],
  ])('refuses %s', (_name, cursor) => {
    expect(() => readKeyCursor(cursor, Key)).toThrow(/cursor is not one/)
  })
})
