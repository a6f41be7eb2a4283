import { describe, expect, it } from 'vitest'
import {
  actionFor,
  JOB_STATUSES,
  jobTextKey,
  mayAct,
  nextRunOf,
  progressOf,
  statusIn,
} from '../../../ui/src/screens/jobs/job.ts'

describe('progressOf', () => {
  it.each([
    [
      { done: 3, total: 10 },
      { done: 3, total: 10 },
    ],
    [
      { processed: 0, total: 4, failed: 1 },
      { done: 0, total: 4 },
    ],
    [
      { status: 'running', requests: 120, expected: 414, records: 3000 },
      { done: 120, total: 414 },
    ],
  ])('reads %j', (said, expected) => {
    expect(progressOf(said)).toEqual(expected)
  })

  it('never shows more done than there is', () => {
    expect(progressOf({ requests: 12, expected: 10 })).toEqual({ done: 10, total: 10 })
  })

  it.each([null, undefined, 'half', 7, {}, { done: 3 }, { done: '3', total: '10' }, { done: 0, total: 0 }])(
    'has no bar for %j',
    (said) => {
      expect(progressOf(said)).toBeUndefined()
    },
  )
})

describe('actionFor', () => {
  it('offers what the server takes in each state', () => {
    const offered = Object.fromEntries(JOB_STATUSES.map((status) => [status, actionFor({ status })]))
    expect(offered).toEqual({
      ready: 'cancel',
      running: 'cancel',
      done: undefined,
      failed: 'retry',
      cancelled: 'retry',
    })
  })

  it('is for admins', () => {
    expect([mayAct('admin'), mayAct('member'), mayAct('reader')]).toEqual([true, false, false])
  })
})

describe('the rest', () => {
  it('takes known states from the address only', () => {
    expect(statusIn('failed')).toBe('failed')
    expect(statusIn('dead')).toBeUndefined()
    expect(statusIn('')).toBeUndefined()
    expect(statusIn(null)).toBeUndefined()
  })

  it('knows a next run of waiting jobs only', () => {
    const runAt = '2026-11-26T15:00:00.000Z'
    expect(nextRunOf({ status: 'ready', runAt })).toBe(runAt)
    expect(nextRunOf({ status: 'running', runAt })).toBeUndefined()
    expect(nextRunOf({ status: 'done', runAt })).toBeUndefined()
  })

  it('has words for the kinds that a workspace sees, and none for others', () => {
    expect(jobTextKey('bootstrap.walk')).toBe('jobs.name.bootstrap')
    expect(jobTextKey('tomorrow.do-something')).toBeUndefined()
  })
})
