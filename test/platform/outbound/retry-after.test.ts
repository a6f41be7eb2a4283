import { describe, expect, it } from 'vitest'
import { parseRetryAfter } from '../../../server/platform/outbound/index.ts'

const NOW = new Date('1994-11-06T08:49:00Z')

describe('parseRetryAfter', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ['Sun Nov  6 08:49:37 1994', 37_000],
    ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
  ])('reads %j as %i ms', (value, expectedMs) => {
    expect(parseRetryAfter(value, NOW)).toBe(expectedMs)
  })

  it.each([
    undefined,
    '',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    'soon',
    '1994-11-06T08:49:37Z',
    'Sun, 99 Xyz 1994 08:49:37 GMT',
  ])('cannot read %j', (value) => {
    expect(parseRetryAfter(value, NOW)).toBeUndefined()
  })
})
