import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClickupTask, TaskPage } from '../../../../server/connectors/clickup/index.ts'
import {
  boundsOf,
  followPage,
  isAtRest,
  type Direction,
  type Place,
} from '../../../../server/features/clickup-tasks/sync/follow-page.ts'

const PAGE_SIZE = 3
const T = 1_000

/** Only what the walk looks at. */
const task = (id: string, ms: number) => ({ id, updatedAt: new Date(ms) }) as ClickupTask
const page = (times: readonly number[], isLast = false): TaskPage => ({
  tasks: times.map((ms, index) => task(`t${index}`, ms)),
  unreadable: [],
  isLast,
})
const everything = { left: Infinity, counts: () => true }
const follow = (
  direction: Direction,
  place: Partial<Place>,
  { of, left = Infinity }: { of: TaskPage; left?: number },
) =>
  followPage({
    direction,
    place: { edgeMs: null, page: 0, ...place },
    page: of,
    allowance: { ...everything, left },
  })

describe('followPage', () => {
  it('goes on from the last task of a page, which comes once more', () => {
    expect(follow('forward', { edgeMs: T }, { of: page([T, T + 1, T + 5]) }).next).toEqual({
      edgeMs: T + 5,
      page: 0,
    })
    expect(follow('backward', {}, { of: page([T, T - 1, T - 5]) }).next).toEqual({ edgeMs: T - 5, page: 0 })
    expect(boundsOf('forward', { edgeMs: T, page: 0 })).toEqual({ updatedAfterMs: T - 1 })
    expect(boundsOf('backward', { edgeMs: T, page: 0 })).toEqual({ updatedBeforeMs: T + 1 })
  })

  it('ends where ClickUp says so, never because a page is short or empty', () => {
    expect(follow('forward', { edgeMs: T }, { of: page([T], true) }).next).toBe('end')
    expect(follow('forward', { edgeMs: T }, { of: page([T + 1]) }).next).toEqual({ edgeMs: T + 1, page: 0 })
    expect(follow('forward', { edgeMs: T }, { of: page([]) }).next).toMatchObject({ edgeMs: T, page: 1 })
  })

  it('stops at the end of a moment when the run has taken what it may', () => {
    const of = page([T, T - 1, T - 1, T - 2])

    expect(follow('backward', {}, { of, left: 1 })).toMatchObject({
      tasks: [{ id: 't0' }],
      next: { edgeMs: T - 1, page: 0 },
    })
    expect(follow('backward', {}, { of, left: 2 })).toMatchObject({
      tasks: [{ id: 't0' }, { id: 't1' }, { id: 't2' }],
      next: { edgeMs: T - 2, page: 0 },
    })
    expect(follow('forward', {}, { of: page([T, T + 1]), left: 0 })).toEqual({
      tasks: [],
      next: { edgeMs: T, page: 0 },
    })
  })

  it.each<[string, Direction, { readonly at: Partial<Place>; readonly of: TaskPage }]>([
    ['in another order', 'forward', { at: {}, of: page([T, T - 1]) }],
    ['in another order', 'backward', { at: {}, of: page([T, T + 1]) }],
    ['of another time', 'forward', { at: { edgeMs: T }, of: page([T - 1, T]) }],
    ['of another time', 'backward', { at: { edgeMs: T }, of: page([T + 1, T]) }],
    ['once more', 'forward', { at: { edgeMs: T, page: 1, firstId: 't0' }, of: page([T, T]) }],
    ['without an end', 'forward', { at: { edgeMs: T, page: 1_000 }, of: page([]) }],
  ])('refuses pages %s', (_what, direction, { at, of }) => {
    expect(() => follow(direction, at, { of })).toThrow(/Nothing was removed/)
  })

  it('meets every task, however they move meanwhile, and however often a walk pauses', () => {
    const Scene = fc.record({
      times: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 40 }),
      updates: fc.array(fc.array(fc.nat(100), { maxLength: 3 }), { maxLength: 30 }),
      left: fc.constantFrom(1, 2, 5, Infinity),
      direction: fc.constantFrom<Direction>('forward', 'backward'),
    })
    fc.assert(
      fc.property(Scene, ({ times, updates, left, direction }) => {
        const tasks = new Map(times.map((ms, index) => [`t${index}`, ms]))
        const untouched = new Set(tasks.keys())
        const met = new Set<string>()
        const waiting = [...updates]
        let now = 100
        for (let place: Place | 'end' = { edgeMs: null, page: 0 }; place !== 'end';) {
          const step = followPage({
            direction,
            place,
            page: ask(tasks, direction, place),
            allowance: { left: isAtRest(place) ? left : Infinity, counts: () => true },
          })
          for (const { id } of step.tasks) met.add(id)
          place = step.next
          for (const pick of waiting.shift() ?? []) {
            const id = `t${pick % Math.max(1, times.length)}`
            if (tasks.has(id)) tasks.set(id, (now += 1))
            untouched.delete(id)
          }
        }

        expect([...untouched].filter((id) => !met.has(id))).toEqual([])
        // Those that were changed are at the end, where a walk forward comes by.
        if (direction === 'forward') expect(met.size).toBe(tasks.size)
      }),
      { numRuns: 1_000 },
    )
  })
})

/** As ClickUp does. */
function ask(tasks: ReadonlyMap<string, number>, direction: Direction, place: Place): TaskPage {
  const { updatedAfterMs = -Infinity, updatedBeforeMs = Infinity } = boundsOf(direction, place)
  const sign = direction === 'forward' ? 1 : -1
  const found = [...tasks]
    .filter(([, ms]) => ms > updatedAfterMs && ms < updatedBeforeMs)
    .sort(([a, aMs], [b, bMs]) => sign * (aMs - bMs || (a < b ? -1 : 1)))
  const from = place.page * PAGE_SIZE
  return {
    tasks: found.slice(from, from + PAGE_SIZE).map(([id, ms]) => task(id, ms)),
    unreadable: [],
    isLast: from + PAGE_SIZE >= found.length,
  }
}
