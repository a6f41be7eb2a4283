import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { setLanguage } from '../../../ui/src/i18n/index.ts'
import { filterIn, queryOf } from '../../../ui/src/screens/time/sessions/filter.ts'
import { totalsOf } from '../../../ui/src/screens/time/sessions/totals.ts'
import {
  formatClock,
  formatDuration,
  momentTitle,
  offsetIn,
  spanText,
  zoneOf,
} from '../../../ui/src/screens/time/time-text.ts'
import { aSession } from './a-session.ts'

beforeAll(() => vi.stubGlobal('document', { documentElement: { lang: '' } }))
afterAll(async () => {
  await setLanguage('en')
  vi.unstubAllGlobals()
})

describe('durations', () => {
  it.each([
    [0, '0s'],
    [59, '59s'],
    [60, '1m'],
    [3_600, '1h'],
    [30_599, '8h 29m'],
    [360_000, '100h'],
    [-1_800, '−30m'],
  ])('%d s are %s', (seconds, expected) => {
    expect(formatDuration(seconds)).toBe(expected)
  })

  it('are written as the language does', async () => {
    await setLanguage('ru')
    expect(formatDuration(30_600).replaceAll(/\s/g, ' ')).toBe('8 ч 30 мин')
    await setLanguage('en')
  })

  it.each([
    [-3, '0:00:00'],
    [59.9, '0:00:59'],
    [36_061, '10:01:01'],
  ])('count: %d s are %s', (seconds, expected) => {
    expect(formatClock(seconds)).toBe(expected)
  })
})

describe('spanText', () => {
  it('is in the zone of the session, with the second day where it is another', () => {
    expect(spanText(aSession())).toBe('Thu, Nov 26, 09:00 – 17:00')
    expect(spanText(aSession({ endedAt: '2026-11-27T00:10:00.000Z' }))).toBe(
      'Thu, Nov 26, 09:00 – Fri, Nov 27, 01:10',
    )
    expect(spanText(aSession({ endedAt: null }))).toBe('Thu, Nov 26, 09:00, still running')
  })

  it('is in UTC where no zone is known, or none that exists', () => {
    expect([null, 'Mars/Base', 'Asia/Tokyo'].map((timeZone) => zoneOf({ timeZone }))).toEqual([
      'UTC',
      'UTC',
      'Asia/Tokyo',
    ])
  })
})

describe('a moment', () => {
  it('says its offset, and the UTC in the title', () => {
    expect(offsetIn('2026-07-01T08:00:00Z', 'Europe/Madrid')).toBe('GMT+2')
    expect(momentTitle('2026-11-26T23:30:00Z', 'Asia/Tokyo')).toBe(
      'Time in Asia/Tokyo; Nov 26, 2026, 23:30:00 UTC',
    )
  })
})

describe('totalsOf', () => {
  it('sums what has ended and is not deleted', () => {
    const sessions = [
      aSession(),
      aSession({ billable: false, durationSeconds: -600 }),
      aSession({ running: true, endedAt: null, durationSeconds: null }),
      aSession({ status: 'deleted' }),
    ]
    expect(totalsOf(sessions)).toEqual({
      count: 3,
      seconds: 28_200,
      billableSeconds: 28_800,
      runningCount: 1,
    })
  })
})

describe('filterIn', () => {
  it('reads what can be filtered by, and leaves out what cannot', () => {
    const search = 'person=p1&project= Web &task=&status=lost&overtime=true&running=maybe&from=x'
    expect(filterIn(new URLSearchParams(search))).toEqual({ person: 'p1', project: 'Web', overtime: 'true' })
    expect(queryOf({ person: 'p1', task: 'Plan', status: 'closed' })).toEqual({
      personId: 'p1',
      projectName: undefined,
      taskName: 'Plan',
      status: 'closed',
    })
  })
})
