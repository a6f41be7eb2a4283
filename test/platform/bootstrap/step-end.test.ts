import { describe, expect, it } from 'vitest'
import { stepEnds, type StepState } from '../../../server/platform/bootstrap/step-end.ts'
import { sweepable } from '../../../server/platform/bootstrap/sweepable.ts'
import { planWalk } from '../../../server/platform/bootstrap/plan-walk.ts'
import {
  etaSeconds,
  expectedRequests,
  remainingRequests,
} from '../../../server/platform/bootstrap/estimate.ts'
import { loadCatalogue } from '../../../server/platform/openapi/index.ts'

const step = (operationId: string, more: Partial<StepState> = {}): StepState => ({
  operationId,
  feeder: null,
  status: 'running',
  reason: null,
  note: null,
  streams: 1,
  streamsDone: 0,
  streamsRefused: 0,
  streamsFailed: 0,
  ...more,
})

describe('stepEnds', () => {
  it('leaves a step open while a stream is open or its feeder may open more', () => {
    const feeder = step('list')
    const child = step('child', { feeder: 'list', streams: 2, streamsDone: 2 })

    expect(stepEnds([feeder, child])).toEqual([])
  })

  it('ends a whole chain in one round', () => {
    const feeder = step('list', { streamsDone: 1 })
    const child = step('child', { feeder: 'list', status: 'pending', streams: 0 })

    expect(stepEnds([feeder, child])).toEqual([
      { operationId: 'list', status: 'done', reason: null },
      { operationId: 'child', status: 'done', reason: null },
    ])
  })

  it('hands the reason of a refused feeder to what it would have fed', () => {
    const feeder = step('list', { streamsRefused: 1, note: 'answered 403' })
    const child = step('child', { feeder: 'list', streams: 0 })

    expect(stepEnds([feeder, child]).at(1)).toEqual({
      operationId: 'child',
      status: 'skipped',
      reason: 'no ids from list: answered 403',
    })
  })

  it.each([
    [{ streamsDone: 3, streamsRefused: 1 }, 'done', '1 of 4 refused: no'],
    [{ streamsRefused: 4 }, 'skipped', '4 of 4 refused: no'],
    [{ streamsDone: 3, streamsFailed: 1 }, 'failed', '1 of 4 failed: no'],
    [{ streamsDone: 4 }, 'done', null],
  ])('judges %j', (counts, status, reason) => {
    const [end] = stepEnds([step('list', { streams: 4, note: 'no', ...counts })])

    expect(end).toEqual({ operationId: 'list', status, reason })
  })
})

describe('sweepable', () => {
  const plan = planWalk(loadCatalogue().list({ connector: 'clockify' }))
  const done = plan
    .filter((planned) => planned.kind === 'walked')
    .map((planned) => step(planned.operation.operationId, { status: 'done' }))

  it('is every collection that was seen whole, windows in time left out', () => {
    const collections = sweepable(plan, done)

    expect(collections).toContain('time-entries')
    expect(collections).not.toContain('assignments')
  })

  it('leaves out what was refused in part, what it feeds, and what another step shares with it', () => {
    const steps = done.map((state) =>
      state.operationId === 'getProjects' ? { ...state, reason: '1 of 2 refused' } : state,
    )
    const without = steps.filter((state) => state.operationId !== 'getInProgressTimeEntries')

    expect(sweepable(plan, steps)).not.toContain('tasks')
    expect(sweepable(plan, steps)).toContain('time-entries')
    expect(sweepable(plan, without)).not.toContain('time-entries')
  })
})

describe('the estimate', () => {
  const plan = planWalk(loadCatalogue().list({ connector: 'clockify' }))
  const planned = (id: string) => plan.find((one) => one.operation.operationId === id) ?? plan[0]!

  it('counts pages of roots and streams of dependents', () => {
    const counts = new Map([
      ['projects', 450],
      ['tasks', 200],
    ])

    expect(expectedRequests(planned('getProjects'), plan, counts)).toBe(3)
    expect(expectedRequests(planned('getTasks'), plan, counts)).toBe(450)
    expect(expectedRequests(planned('getTags'), plan, counts)).toBe(1)
    expect(expectedRequests(planned('getClient'), plan, counts)).toBe(0)
  })

  it('leaves out what is over and never counts less than the open streams', () => {
    const progress = { expectedRequests: 10, requests: 4 }
    const steps = [
      { ...step('a', { status: 'done' }), ...progress },
      { ...step('b', { streams: 20, streamsDone: 2 }), ...progress },
      { ...step('c'), ...progress },
    ]

    expect(remainingRequests(steps)).toBe(18 + 6)
  })

  it('goes by the pace measured, or by the hourly budget when that is slower', () => {
    expect(etaSeconds(490, { requests: 0, activeMs: 0, perHour: undefined })).toBe(10)
    expect(etaSeconds(100, { requests: 100, activeMs: 10_000, perHour: undefined })).toBe(10)
    expect(etaSeconds(60, { requests: 0, activeMs: 0, perHour: 30 })).toBe(7200)
  })
})
