import { describe, expect, it } from 'vitest'
import { isAddress } from '../../../ui/src/screens/time/address.ts'
import {
  hoursIn,
  readPerson,
  typedOf as typedPerson,
} from '../../../ui/src/screens/time/people/person-input.ts'
import {
  monthsFor,
  readReport,
  startingWith,
  weeksFor,
} from '../../../ui/src/screens/time/reports/report-input.ts'
import { mayChange } from '../../../ui/src/screens/time/session/may-change.ts'
import { readEdit, readNew, typedOf } from '../../../ui/src/screens/time/session/session-input.ts'
import { aPerson, aSession } from './a-session.ts'

describe('readEdit', () => {
  const session = aSession({ startedAt: '2026-11-26T08:00:07.250Z' })
  const before = typedOf(session, 'Europe/Madrid')

  it('shows times of the zone, with seconds where there are some', () => {
    expect([before.start, before.end]).toEqual(['2026-11-26T09:00:07', '2026-11-26T17:00'])
  })

  it('gives only what differs, so that the rest stays to the millisecond', () => {
    expect(readEdit(before, before)).toEqual({ body: {} })
    expect(readEdit({ ...before, end: '2026-11-26T18:30', note: ' late ' }, before)).toEqual({
      body: { endedAt: '2026-11-26T17:30:00.000Z', note: 'late' },
    })
  })

  it('moves both times with the zone', () => {
    expect(readEdit({ ...before, zone: 'UTC' }, before)).toEqual({
      body: {
        timeZone: 'UTC',
        startedAt: '2026-11-26T09:00:07.000Z',
        endedAt: '2026-11-26T17:00:00.000Z',
      },
    })
  })

  it('takes out what is emptied', () => {
    expect(readEdit({ ...before, end: '', project: null, description: '' }, before)).toEqual({
      body: { endedAt: null, project: null, description: '' },
    })
  })

  it.each([
    [{ start: '' }, ['start']],
    [{ end: '2026-11-26T08:00' }, ['endBefore']],
    [{ zone: 'Mars/Base' }, ['zone']],
  ])('says what is wrong with %j', (part, problems) => {
    expect(readEdit({ ...before, ...part }, before)).toEqual({ problems })
  })
})

describe('readNew', () => {
  const typed = { ...typedOf(aSession(), 'Europe/Madrid'), personId: '' }

  it('needs to know whose it is', () => {
    expect(readNew(typed)).toEqual({ problems: ['person'] })
  })

  it('gives everything', () => {
    expect(readNew({ ...typed, personId: 'p1' })).toEqual({
      body: {
        person: { id: 'p1' },
        project: { id: 'pr1', name: 'Website' },
        task: null,
        description: 'Second draft',
        billable: true,
        timeZone: 'Europe/Madrid',
        startedAt: '2026-11-26T08:00:00.000Z',
        endedAt: '2026-11-26T16:00:00.000Z',
        note: null,
      },
    })
  })
})

describe('mayChange', () => {
  it.each([
    [{ type: 'user', id: 'u9', role: 'admin' }, true],
    [{ type: 'user', id: 'u1', role: 'member' }, true],
    [{ type: 'user', id: 'u9', role: 'member' }, false],
    [{ type: 'api-key', id: 'u1', role: 'member' }, false],
    [{ type: 'user', id: 'u1', role: 'reader' }, false],
  ] as const)('%j: %s', (actor, expected) => {
    expect(mayChange({ actor }, aSession())).toBe(expected)
  })

  it('is false for what is deleted', () => {
    const actor = { type: 'user', id: 'u1', role: 'admin' } as const
    expect(mayChange({ actor }, aSession({ status: 'deleted' }))).toBe(false)
  })
})

describe('readPerson', () => {
  const typed = typedPerson(undefined)

  it('takes empty fields for none', () => {
    expect(readPerson({ ...typed, name: ' Ana ', hoursPerMonth: '120,5' })).toEqual({
      person: {
        name: 'Ana',
        email: null,
        externalId: null,
        hoursPerMonth: 120.5,
        overtimeHours: null,
        timeZone: null,
        enabled: true,
        notify: true,
      },
    })
  })

  it('gives back what there was', () => {
    const { id: _, ...person } = aPerson({ hoursPerMonth: 160, overtimeHours: 7.5, timeZone: 'Asia/Tokyo' })
    expect(readPerson(typedPerson({ id: 'p1', ...person }))).toEqual({ person })
  })

  it('names every field that is wrong', () => {
    const wrong = { email: 'ana@', hoursPerMonth: '745', overtimeHours: '0', timeZone: 'Home' }
    expect(readPerson({ ...typed, ...wrong })).toEqual({
      problems: ['name', 'email', 'timeZone', 'hoursPerMonth', 'overtimeHours'],
    })
  })
})

describe('hoursIn', () => {
  it.each([
    ['', null],
    ['7.5', 7.5],
    ['7,5', 7.5],
    ['-1', undefined],
    ['25', undefined],
    ['many', undefined],
    ['Infinity', undefined],
  ])('%j is %s', (text, expected) => {
    expect(hoursIn(text, { least: 0, most: 24 })).toBe(expected)
  })
})

describe('isAddress', () => {
  it.each(['a@b.co', 'first.last+tag@mail.example.org'])('takes %s', (text) => {
    expect(isAddress(text)).toBe(true)
  })

  it.each(['', 'a', 'a@b', 'a b@c.de', 'a@b.', 'a,b@c.de', '<a@b.de>'])('refuses %j', (text) => {
    expect(isAddress(text)).toBe(false)
  })
})

describe('readReport', () => {
  const calendar = { reportZone: 'Europe/Madrid', weekStart: 'monday' } as const
  const now = Date.parse('2026-01-01T12:00:00Z')
  const typed = startingWith(calendar, now)

  it('begins with the past week, and offers whole weeks and months back from this one', () => {
    expect(weeksFor(calendar, now).slice(0, 3)).toEqual(['2025-12-29', '2025-12-22', '2025-12-15'])
    expect(monthsFor(calendar, now).slice(0, 3)).toEqual(['2026-01-01', '2025-12-01', '2025-11-01'])
    expect(readReport(typed)).toEqual({
      report: { kind: 'weekly', from: '2025-12-22' },
    })
  })

  it('names a month by month and year', () => {
    expect(readReport({ ...typed, kind: 'monthly', personId: 'p1', email: 'a@b.co' })).toEqual({
      report: { kind: 'monthly', personId: 'p1', month: 12, year: 2025, email: 'a@b.co' },
    })
  })

  it('of any days needs them in their order', () => {
    const custom = {
      ...typed,
      kind: 'custom',
      from: '2025-12-05',
      to: '2025-12-01',
      email: 'nobody',
    } as const
    expect(readReport(custom)).toEqual({ problems: ['to', 'email'] })
    expect(readReport({ ...custom, to: '2025-12-05', personId: 'p1', email: '' })).toEqual({
      report: { kind: 'custom', personId: 'p1', from: '2025-12-05', to: '2025-12-05' },
    })
  })
})
