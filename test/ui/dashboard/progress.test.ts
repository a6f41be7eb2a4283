import { describe, expect, it } from 'vitest'
import type { BootstrapStep } from '../../../ui/src/api/types.ts'
import {
  countSteps,
  groupReasons,
  isUnderWay,
  reasonKind,
  shareDone,
} from '../../../ui/src/screens/dashboard/progress.ts'
import { spanOf } from '../../../ui/src/kit/span-of.ts'

const START = '2026-11-26T10:00:00.000Z'
const after = (seconds: number): number => Date.parse(START) + seconds * 1_000

function step(operationId: string, status: BootstrapStep['status'], reason: string | null = null) {
  return { operationId, status, reason, pages: 0, records: 0 }
}

describe('a run', () => {
  it('is under way until it has ended, also while it waits', () => {
    const underWay = (['planned', 'running', 'waiting', 'completed', 'failed', 'cancelled'] as const).filter(
      (status) => isUnderWay({ status }),
    )
    expect(underWay).toEqual(['planned', 'running', 'waiting'])
    expect(isUnderWay(null)).toBe(false)
  })

  it('is as far as its time is over', () => {
    const run = { status: 'running', startedAt: START, etaSeconds: 300 } as const
    expect(shareDone(run, after(100))).toBe(0.25)
    expect(shareDone({ ...run, status: 'waiting' }, after(900))).toBe(0.75)
  })

  it('has no share before its first answers, nor when its clock is behind ours by all of it', () => {
    expect(shareDone({ status: 'planned', startedAt: START, etaSeconds: 1 }, after(5))).toBeUndefined()
    expect(shareDone({ status: 'failed', startedAt: START, etaSeconds: null }, after(5))).toBeUndefined()
    expect(shareDone({ status: 'running', startedAt: START, etaSeconds: 0 }, after(-5))).toBeUndefined()
    expect(shareDone({ status: 'running', startedAt: START, etaSeconds: 10 }, after(-5))).toBe(0)
  })

  it('is whole when completed', () => {
    expect(shareDone({ status: 'completed', startedAt: START, etaSeconds: null }, after(5))).toBe(1)
  })
})

describe('how long it takes', () => {
  it.each([
    [0, 'seconds', 1],
    [42.2, 'seconds', 43],
    [89, 'seconds', 89],
    [90, 'minutes', 2],
    [5_399, 'minutes', 90],
    [5_400, 'hours', 2],
    [86_400, 'hours', 24],
  ])('%d seconds are said in %s', (seconds, unit, count) => {
    expect(spanOf(seconds)).toEqual({ unit, count })
  })
})

describe('steps', () => {
  it('are counted by their state', () => {
    const steps = [step('a', 'done'), step('b', 'skipped'), step('c', 'done'), step('d', 'failed')]
    expect(countSteps(steps)).toEqual({ all: 4, pending: 0, running: 0, done: 2, skipped: 1, failed: 1 })
  })

  // The words of openapi/clockify.overlay.json and of server/platform/bootstrap.
  it.each([
    ['repeats what the list of clients holds', 'repeats'],
    ['needs a period, and repeats what the list of holidays holds', 'repeats'],
    ['needs a period, and sums up the assignments that are walked', 'repeats'],
    ['refused to add-on tokens', 'token'],
    ['the add-on was not given INVOICE_READ', 'scope'],
    ['refused', 'refused'],
    ['24 of 24 refused: answered 403: no plan', 'refused'],
    ['answered 401: scope missing', 'refused'],
    ['no ids from getProjects: answered 401', 'unfed'],
    ['no single list supplies its ids', 'unfed'],
    ['what supplies its ids is not walked', 'unfed'],
    ['binary answer', 'file'],
    ['renders a report, which is no record', 'file'],
    ['experimental change feed, one entity type per call; webhooks keep records fresh instead', 'feed'],
    ['the run was cancelled before this was done', 'stopped'],
    ['the run failed before this was done', 'stopped'],
    ['nothing is known of how to walk it', 'other'],
    [null, 'other'],
  ])('%s is of the kind %s', (reason, kind) => {
    expect(reasonKind(reason)).toBe(kind)
  })

  it('that were skipped are grouped by why, the largest group first; the others are left out', () => {
    const groups = groupReasons([
      step('file', 'skipped', 'binary answer'),
      step('one', 'skipped', 'repeats what the list of tags holds'),
      step('done', 'done', '1 of 24 refused: answered 404'),
      step('two', 'skipped', 'repeats what the list of tasks holds'),
    ])
    expect(groups.map(({ kind, steps }) => [kind, steps.map(({ operationId }) => operationId)])).toEqual([
      ['repeats', ['one', 'two']],
      ['file', ['file']],
    ])
  })
})
