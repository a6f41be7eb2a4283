import { describe, expect, it } from 'vitest'
import { paceOf } from '../../../server/platform/ratelimit/pace.ts'
import { createWayAllowance } from '../../../server/platform/ratelimit/way-allowance.ts'

describe('createWayAllowance', () => {
  it('counts a slow request in full where answers are quick', () => {
    const way = createWayAllowance(paceOf(50))
    for (let quick = 0; quick < 50; quick += 1) expect(way.charge(3)).toBe(3)

    expect(way.charge(600)).toBe(600)
  })

  it('counts 20 ms of each where every answer is slow', () => {
    const way = createWayAllowance(paceOf(50))
    for (let slow = 0; slow < 5; slow += 1) way.charge(300)

    expect([way.charge(300), way.charge(300)]).toEqual([20, 20])
  })
})
