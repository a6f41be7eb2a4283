import { describe, expect, it } from 'vitest'
import { createLead } from '../../../server/platform/ratelimit/lead.ts'

describe('createLead', () => {
  it('is nothing for a person while reservations arrive well within the lateness of a slot', () => {
    const lead = createLead(15)

    lead.observe(7)

    expect([lead.currentMs('interactive'), lead.currentMs('background')]).toEqual([0, 7])
  })

  it('follows a slow database at once and forgets it slowly', () => {
    const lead = createLead(15)
    lead.observe(200)
    const slow = [lead.currentMs('interactive'), lead.currentMs('background')]
    for (let quick = 0; quick < 60; quick += 1) lead.observe(2)

    expect(slow).toEqual([192.5, 200])
    expect([lead.currentMs('interactive'), lead.currentMs('background')]).toEqual([0, 2])
  })

  it('never grows beyond a second', () => {
    const lead = createLead(15)

    lead.observe(30_000)

    expect(lead.currentMs('background')).toBeLessThanOrEqual(1_000)
  })
})
