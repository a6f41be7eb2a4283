import { describe, expect, it } from 'vitest'

import { fourInTheMorning } from '../../../../server/sandbox/clickup/mutations/local-day.ts'

const at = (text: string, zone: string) => new Date(fourInTheMorning(Date.parse(text), zone)).toISOString()

describe('fourInTheMorning', () => {
  it.each([
    ['2026-01-10T12:00:00Z', 'UTC', '2026-01-10T04:00:00.000Z'],
    ['2026-01-10T23:30:00Z', 'Europe/Madrid', '2026-01-11T03:00:00.000Z'],
    ['2026-07-10T02:00:00Z', 'America/New_York', '2026-07-09T08:00:00.000Z'],
    ['2026-01-10T12:00:00Z', 'Asia/Kolkata', '2026-01-09T22:30:00.000Z'],
    // The night in which Madrid's clocks go forward.
    ['2026-03-29T00:30:00Z', 'Europe/Madrid', '2026-03-29T02:00:00.000Z'],
  ])('of %s in %s is %s', (text, zone, expected) => {
    expect(at(text, zone)).toBe(expected)
  })
})
