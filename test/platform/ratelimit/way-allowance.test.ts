import { describe, expect, it } from 'vitest'
import { paceOf } from '../../../server/platform/ratelimit/pace.ts'
import { createWayAllowance } from '../../../server/platform/ratelimit/way-allowance.ts'

describe('createWayAllowance', () => {
  it('counts what a request takes longer than the quickest', () => {
    const way = createWayAllowance(paceOf({ count: 50, ms: 1_000 }))
    for (let usual = 0; usual < 4_000; usual += 1) way.charge(120)

    expect([way.charge(120), way.charge(720), way.charge(100)]).toEqual([0, expect.closeTo(600, 0), 0])
  })

  it('counts 60 ms of each where answers differ much', () => {
    const way = createWayAllowance(paceOf({ count: 50, ms: 1_000 }))
    way.charge(5)
    for (let slow = 0; slow < 5; slow += 1) way.charge(500)

    expect([way.charge(500), way.charge(500)]).toEqual([60, 60])
  })
})
