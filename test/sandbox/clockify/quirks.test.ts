import { describe, expect, it } from 'vitest'

import { QUIRKS, resolveQuirks } from '../../../server/sandbox/clockify/quirks.ts'
import { WEBHOOK_EVENTS } from '../../../server/sandbox/clockify/webhooks/webhook-events.ts'

describe('quirks', () => {
  it('have a reason each and can be switched one by one', () => {
    const changed = resolveQuirks({ nulls: false })

    expect(changed.nulls).toBe(false)
    expect(changed.lastPageHeader).toBe(QUIRKS.lastPageHeader.value)
    for (const quirk of Object.values(QUIRKS)) expect(quirk.reason.length).toBeGreaterThan(20)
  })

  it('know all 51 events', () => {
    expect(new Set(WEBHOOK_EVENTS).size).toBe(51)
  })
})
