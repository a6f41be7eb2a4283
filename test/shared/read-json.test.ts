import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_JSON_DEPTH, nestsDeeperThan, readJson } from '../../server/shared/read-json.ts'

const depthOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

describe('nestsDeeperThan', () => {
  it('agrees with the parsed value, whatever its strings hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.integer({ min: 0, max: 9 }), (value, limit) => {
        expect(nestsDeeperThan(JSON.stringify(value), limit)).toBe(depthOf(value) > limit)
      }),
    )
  })

  it('does not count brackets in strings, also behind escaped quotes', () => {
    expect(nestsDeeperThan('["\\"[[[[", "\\\\"]', 1)).toBe(false)
  })

  it('ends on text that is no JSON', () => {
    expect(nestsDeeperThan('"never closed [[[[', 1)).toBe(false)
  })
})

describe('readJson', () => {
  it.each(['', 'nope', '{"a":}', '[1,]'])('refuses %j with a reason', (text) => {
    expect(() => readJson(text)).toThrow(/not JSON/)
  })

  it('takes 64 levels and refuses 65', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

    expect(readJson(nested(MAX_JSON_DEPTH))).toBeInstanceOf(Array)
    expect(() => readJson(nested(MAX_JSON_DEPTH + 1))).toThrow(/deeper than 64/)
  })
})
