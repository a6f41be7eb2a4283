import { describe, expect, it } from 'vitest'
import { inexactNumbers } from '../../../server/platform/studio/exact-numbers.ts'

describe('inexactNumbers', () => {
  it('names every number that lost digits, wherever it stands', () => {
    const body: unknown = JSON.parse('{"a": [1, 9007199254740993], "b/c": {"d": 1e400}, "e": 0.5, "f": "x"}')

    const violations = inexactNumbers('body', body)

    expect(violations.map(({ pointer }) => pointer).sort()).toEqual(['/a/1', '/b~1c/d'])
  })

  it('finds nothing in ordinary values', () => {
    expect(inexactNumbers('query', { page: 3, on: true, no: null, list: ['9007199254740993'] })).toEqual([])
  })

  it('does not recurse, however deep the value', () => {
    let deep: unknown = 9_007_199_254_740_992
    for (let level = 0; level < 50_000; level += 1) deep = [deep]

    expect(inexactNumbers('body', deep)).toHaveLength(1)
  })
})
