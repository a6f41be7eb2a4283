import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearPattern } from '../../../server/platform/openapi/linear-pattern.ts'

const patterns = [
  '^#(?:[0-9a-fA-F]{6}){1}$',
  '^[a-z]+(-[a-z]+)*$',
  'a|bc|^$',
  '^(a+)+$',
  '(ab?c*){2,3}$',
  '^\\d{2,}\\.\\w?$',
  '[^a-c\\d]',
  '^a.c$',
  '^(?:|a)b?$',
  '\\u0061\\x62',
  '[\\]\\-a]b{0}c',
  'a{,3}',
]

describe('linearPattern', () => {
  it.each(patterns)('agrees with the native engine on %s', (source) => {
    const ours = linearPattern(source)
    const native = new RegExp(source)
    const text = fc.string({ unit: fc.constantFrom(...'abcdABC019#.-_]{,3}\n'.split('')), maxLength: 12 })

    fc.assert(
      fc.property(text, (candidate) => ours?.test(candidate) === native.test(candidate)),
      { numRuns: 300 },
    )
  })

  it('agrees with the native engine on patterns put together at random', () => {
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '^', '$'),
        fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `${left}${right}`),
        fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `(${left}|${right})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,}'))
          .map(([inner, count]) => `(?:${inner})${count}`),
      ),
    }))
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 6 })

    fc.assert(
      fc.property(pattern, text, (source, candidate) => {
        expect(linearPattern(source)?.test(candidate)).toBe(new RegExp(source).test(candidate))
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['(?=a)', '(?!a)', '(?<=a)b', '(a)\\1', '(', '*a', '[a', 'a{1001}'])(
    'leaves %s unchecked',
    (source) => {
      expect(linearPattern(source)).toBeUndefined()
    },
  )

  it.each(['^(a+)+$', '^(a|a)*$', '(.*)*(.*)*(.*)*b', '^(a?){100}a{100}c'])(
    'answers within a bounded time for %s',
    (source) => {
      const startedAt = performance.now()

      const isMatch = linearPattern(source)?.test(`${'a'.repeat(5000)}!`)

      expect(isMatch).toBe(false)
      expect(performance.now() - startedAt).toBeLessThan(2000)
    },
  )
})
