import { describe, expect, it } from 'vitest'
import { durationInWords, isoOf, localOf } from '../../../ui/src/form/moments.ts'
import { exactNumber } from '../../../ui/src/form/numbers.ts'

describe('moments', () => {
  it.each(['2026-01-31T09:00:00Z', '2026-07-01T23:59:59Z', '2026-07-01T23:59:59.120Z'])(
    '%s is the same moment after the browser had it',
    (iso) => {
      expect(new Date(isoOf(localOf(iso) ?? '') ?? '').toISOString()).toBe(new Date(iso).toISOString())
    },
  )

  it.each(['2026-01-31T09:00:00', '2026-01-31', 'soon', '2026-13-31T09:00:00Z'])(
    '%s is edited as a text',
    (text) => {
      expect(localOf(text)).toBeUndefined()
    },
  )
})

describe('durations', () => {
  it('are told in words', () => {
    expect(durationInWords('PT1H30M')).toBe('1 hour, 30 minutes')
    expect(durationInWords('P2DT0.5S')).toBe('2 days, 0.5 seconds')
  })

  it.each(['P', 'PT', '1h', 'PT1H30', 'P1H'])('%s is none', (text) => {
    expect(durationInWords(text)).toBeUndefined()
  })
})

describe('exactNumber', () => {
  it.each([
    ['0', 0],
    ['-0.10', -0.1],
    ['1e3', 1000],
    ['9007199254740991', 9007199254740991],
  ])('reads %s', (text, value) => {
    expect(exactNumber(text)).toBe(value)
  })

  it.each(['', '-', '1.', '.5', '0x10', '1,5', '9007199254740993', '0.12345678901234567890', '1e999'])(
    'refuses %j rather than change it',
    (text) => {
      expect(exactNumber(text)).toBeUndefined()
    },
  )
})
