import { describe, expect, it } from 'vitest'
import {
  bookRefused,
  bookUsed,
  emptyHour,
  passedWithinHour,
  roomAt,
  unbookUsed,
  usedWithinHour,
} from '../../../server/platform/ratelimit/hour.ts'

const MINUTE_MS = 60_000
const minute = 29_000_000
const nowMs = minute * MINUTE_MS + 30_000

describe('usedWithinHour', () => {
  it('counts a minute until its last moment is an hour old', () => {
    const hour = bookUsed(emptyHour, minute, 4)

    expect(usedWithinHour(hour, (minute + 61) * MINUTE_MS - 1)).toBe(4)
    expect(usedWithinHour(hour, (minute + 61) * MINUTE_MS)).toBe(0)
  })

  it('counts a minute that has not begun', () => {
    expect(usedWithinHour(bookUsed(emptyHour, minute + 1, 2), nowMs)).toBe(2)
  })

  it('adds minutes booked in any order', () => {
    const later = bookUsed(bookUsed(emptyHour, minute, 2), minute - 7, 3)

    expect(usedWithinHour(later, nowMs)).toBe(5)
  })

  it('keeps at most 62 minutes however long it runs', () => {
    let hour = emptyHour
    for (let step = 0; step < 500; step += 1) hour = bookUsed(hour, minute + step, 1)

    expect(hour.used.length).toBeLessThanOrEqual(62)
    expect(usedWithinHour(hour, (minute + 499) * MINUTE_MS)).toBe(61)
  })
})

describe('unbookUsed', () => {
  it('takes back what was promised in that minute and never goes below nothing', () => {
    const hour = bookUsed(bookUsed(emptyHour, minute - 1, 3), minute, 2)

    expect(usedWithinHour(unbookUsed(hour, minute - 1, 2), nowMs)).toBe(3)
    expect(usedWithinHour(unbookUsed(hour, minute, 9), nowMs)).toBe(3)
    expect(usedWithinHour(unbookUsed(hour, minute - 500, 1), nowMs)).toBe(5)
  })
})

describe('passedWithinHour', () => {
  it('leaves out the refused requests', () => {
    const hour = bookRefused(bookRefused(bookUsed(emptyHour, minute, 32), minute), minute)

    expect(passedWithinHour(hour, nowMs)).toBe(30)
    expect(usedWithinHour(hour, nowMs)).toBe(32)
  })
})

describe('roomAt', () => {
  it('is now while there is room', () => {
    expect(roomAt(bookUsed(emptyHour, minute, 29), 30, nowMs)).toBe(nowMs)
  })

  it('is the moment when enough minutes have aged', () => {
    const hour = bookUsed(bookUsed(bookUsed(emptyHour, minute - 50, 1), minute - 20, 5), minute, 24)

    expect(roomAt(hour, 30, nowMs)).toBe((minute - 50 + 61) * MINUTE_MS)
    expect(roomAt(hour, 28, nowMs)).toBe((minute - 20 + 61) * MINUTE_MS)
    expect(roomAt(hour, 3, nowMs)).toBe((minute + 61) * MINUTE_MS)
  })
})
