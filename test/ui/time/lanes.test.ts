import { describe, expect, it } from 'vitest'
import type { TimeSession } from '../../../ui/src/api/time-types.ts'
import { axisOf, lanesOf, neighbourOf, placeOn } from '../../../ui/src/screens/time/sessions/lanes.ts'
import { aSession } from './a-session.ts'

const at = (time: string, day = '2026-11-26'): string => `${day}T${time}:00.000Z`
const DAY = {
  startMs: Date.parse(at('00:00')),
  endMs: Date.parse(at('00:00', '2026-11-27')),
  nowMs: Date.parse(at('18:00')),
  limitHoursOf: () => 5,
}

function session(id: string, span: readonly [string, string | null], part: Partial<TimeSession> = {}) {
  const [startedAt, endedAt] = span
  return aSession({ id, startedAt, endedAt, running: endedAt === null, ...part })
}

const ben = { person: { id: 'p2', externalId: 'u2', name: 'Ben Ode', email: null } }

describe('lanesOf', () => {
  it('has a lane for each person, by name, with what lies within the day', () => {
    const lanes = lanesOf(
      [
        session('of Ben', [at('09:00'), at('10:00')], ben),
        session('of Ana', [at('11:00'), at('12:00')]),
        session('the day before', [at('20:00', '2026-11-25'), at('23:00', '2026-11-25')]),
        session('over midnight', [at('23:00', '2026-11-25'), at('01:00')]),
      ],
      DAY,
    )
    expect(lanes.map(({ name, blocks }) => [name, blocks.map((block) => block.session.id)])).toEqual([
      ['Ana Berg', ['over midnight', 'of Ana']],
      ['Ben Ode', ['of Ben']],
    ])
  })

  it('puts sessions at the same time below each other, and later ones back up', () => {
    const [lane] = lanesOf(
      [
        session('first', [at('09:00'), at('12:00')]),
        session('at the same time', [at('10:00'), at('11:00')]),
        session('after it', [at('11:00'), at('11:30')]),
        session('after both', [at('12:00'), at('13:00')]),
      ],
      DAY,
    )
    expect(lane?.blocks.map(({ row }) => row)).toEqual([0, 1, 1, 0])
    expect(lane?.rows).toBe(2)
  })

  it('says where overtime begins: of the running one too, as far as it has come', () => {
    const [lane] = lanesOf(
      [
        session('runs', [at('12:00'), null]),
        session('short', [at('06:00'), at('11:00')]),
        session('long', [at('00:00'), at('05:30')]),
      ],
      DAY,
    )
    expect(lane?.blocks.map(({ overtimeMs }) => overtimeMs)).toEqual([
      Date.parse(at('05:00')),
      undefined,
      Date.parse(at('17:00')),
    ])
    expect(lane?.blocks[2]?.stretch.endMs).toBe(DAY.nowMs)
  })

  it('shows an end before the start as the moment of the start', () => {
    const [lane] = lanesOf([session('backwards', [at('09:00'), at('08:00')])], DAY)
    expect(lane?.blocks[0]?.stretch).toEqual({
      startMs: Date.parse(at('09:00')),
      endMs: Date.parse(at('09:00')),
    })
  })
})

describe('axisOf', () => {
  it('has whole hours of the zone around what there is, eight at least, none outside of the day', () => {
    const axis = axisOf(lanesOf([session('late', [at('20:15'), at('23:10')])], DAY), DAY, 'UTC')
    expect([axis.startMs, axis.endMs].map((ms) => new Date(ms).toISOString())).toEqual([
      at('16:00'),
      at('00:00', '2026-11-27'),
    ])
    expect(axis.hours.map(({ hour }) => hour)).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 0])
  })

  it('begins on whole hours of zones that differ by a part of one', () => {
    const axis = axisOf(lanesOf([session('early', [at('03:30'), at('14:00')])], DAY), DAY, 'Asia/Kathmandu')
    expect(new Date(axis.startMs).toISOString()).toBe(at('03:15'))
    expect(axis.hours[0]?.hour).toBe(9)
  })

  it('places moments on it in per cent, and keeps what is outside at its edges', () => {
    const axis = { startMs: 0, endMs: 1_000 }
    expect([-5, 0, 333, 1_000, 2_000].map((ms) => placeOn(axis, ms))).toEqual([0, 0, 33.3, 100, 100])
  })
})

describe('neighbourOf', () => {
  const lanes = lanesOf(
    [
      session('a1', [at('08:00'), at('09:00')]),
      session('a2', [at('12:00'), at('13:00')]),
      session('b1', [at('07:00'), at('08:00')], ben),
      session('b2', [at('11:00'), at('13:00')], ben),
    ],
    DAY,
  )

  it.each([
    ['a1', 'ArrowRight', 'a2'],
    ['a2', 'ArrowLeft', 'a1'],
    ['a2', 'ArrowDown', 'b2'],
    ['b1', 'ArrowUp', 'a1'],
    ['b2', 'Home', 'b1'],
    ['a1', 'End', 'a2'],
    ['a1', 'ArrowLeft', undefined],
    ['b1', 'ArrowDown', undefined],
    ['a1', 'x', undefined],
  ])('of %s by %s is %s', (id, key, expected) => {
    expect(neighbourOf(lanes, id, key)).toBe(expected)
  })
})
