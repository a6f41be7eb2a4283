import { describe, expect, it } from 'vitest'
import { allowanceOf } from '../../../server/platform/ratelimit/budget.ts'

describe('allowanceOf', () => {
  it('keeps a fifth, and at least two requests, from background work', () => {
    expect([1, 2, 3, 5, 10, 30, 100].map((perHour) => allowanceOf(perHour, 'background'))).toEqual([
      1, 1, 1, 3, 8, 24, 80,
    ])
    expect(allowanceOf(30, 'interactive')).toBe(30)
  })
})
