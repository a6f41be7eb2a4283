import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createSlidingWindow } from '../../../../server/sandbox/clockify/http/limits.ts'

describe('createSlidingWindow', () => {
  it('never lets more than its limit into any window', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (gaps) => {
        const window = createSlidingWindow(5, 1000)
        let at = 0
        const admitted = gaps.map((gap) => (at += gap)).filter((ms) => window.enter(ms) === 0)
        for (const start of admitted) {
          expect(admitted.filter((ms) => ms >= start && ms < start + 1000).length).toBeLessThanOrEqual(5)
        }
      }),
    )
  })
})
