import { describe, expect, it } from 'vitest'
import { boundsOf, rangeIn, rangeParts } from '../../../ui/src/screens/time/range.ts'
import { withParts } from '../../../ui/src/kit/search-parts.ts'

const CALENDAR = { reportZone: 'Europe/Madrid', weekStart: 'monday' } as const
// A Thursday in Madrid already, still Wednesday in UTC.
const NOW = Date.parse('2026-11-25T23:30:00Z')

const rangeOf = (search: string) => rangeIn(new URLSearchParams(search), CALENDAR, NOW)

describe('rangeIn', () => {
  it.each([
    ['', 'week', '2026-11-23', '2026-11-29'],
    ['range=today', 'today', '2026-11-26', '2026-11-26'],
    ['range=month', 'month', '2026-11-01', '2026-11-30'],
    ['range=custom&from=2026-01-30&to=2026-02-02', 'custom', '2026-01-30', '2026-02-02'],
    ['range=custom&from=2026-02-02&to=2026-01-30', 'custom', '2026-02-02', '2026-02-02'],
    ['range=custom&to=2026-02-02', 'custom', '2026-02-02', '2026-02-02'],
    ['range=custom&from=soon', 'custom', '2026-11-26', '2026-11-26'],
    ['range=decade', 'week', '2026-11-23', '2026-11-29'],
  ])('of %j is %s', (search, name, ...days) => {
    expect(rangeOf(search)).toEqual({ name, days: { first: days[0], last: days[1] } })
  })

  it('of all time has no days', () => {
    expect(rangeOf('range=all')).toEqual({ name: 'all', days: undefined })
  })
})

describe('rangeParts', () => {
  it('say in an address what rangeIn reads there', () => {
    for (const search of ['', 'range=today', 'range=all', 'range=custom&from=2026-01-30&to=2026-02-02']) {
      const { name, days } = rangeOf(search)
      const before = new URLSearchParams('range=custom&from=2020-01-01&person=p1')
      expect(withParts(before, rangeParts(name, days)).toString()).toBe(
        search === '' ? 'person=p1' : [...new URLSearchParams(search)].reduce(order, 'person=p1'),
      )
    }
  })
})

/** A part that was there keeps its place. */
function order(text: string, [name, value]: [string, string]): string {
  const part = `${name}=${value}`
  return name === 'to' ? `${text}&${part}` : text.replace('person', `${part}&person`)
}

describe('boundsOf', () => {
  it('are the moments when the first day begins and the last one ends, in the zone', () => {
    expect(boundsOf({ first: '2026-10-25', last: '2026-10-25' }, 'Europe/Madrid')).toEqual({
      from: '2026-10-24T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    })
    expect(boundsOf(undefined, 'UTC')).toEqual({ from: undefined, to: undefined })
  })
})
