import { describe, expect, it } from 'vitest'

import { createWindowLimiter } from '../../../../server/sandbox/shared/http/window-limiter.ts'

const admitted = (kind: 'fixed' | 'sliding', arrivals: readonly number[]) => {
  const limiter = createWindowLimiter({ most: 2, windowMs: 1000, kind })
  return arrivals.map((atMs) => limiter.admit('key', atMs).isAdmitted)
}

describe('createWindowLimiter', () => {
  it('lets a fixed window end as a whole', () => {
    expect(admitted('fixed', [0, 900, 950, 1000, 1100])).toEqual([true, true, false, true, true])
  })

  it('lets each request of a sliding window end by itself, and does not count refused ones', () => {
    expect(admitted('sliding', [0, 900, 950, 1000, 1100])).toEqual([true, true, false, true, false])
  })

  it('counts each key for itself and says when there is room again', () => {
    const limiter = createWindowLimiter({ most: 1, windowMs: 1000, kind: 'sliding' })
    limiter.admit('one', 5)

    expect(limiter.admit('one', 10)).toEqual({ isAdmitted: false, left: 0, resetMs: 1005 })
    expect(limiter.admit('two', 10)).toEqual({ isAdmitted: true, left: 0, resetMs: 1010 })
  })
})
