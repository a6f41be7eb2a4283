import { describe, expect, it } from 'vitest'
import { createMetrics, createRefresh } from '../../../server/platform/metrics/index.ts'
import { silentLog } from '../../support/silent-log.ts'

const FIGURES = {
  jobs: [],
  walks: { byStatus: { planned: 0, running: 0, waiting: 0 }, requests: 0, expected: 0, records: 0 },
  mailsWaiting: 0,
}

function aRefresh(readStored: () => Promise<typeof FIGURES>) {
  const metrics = createMetrics()
  const refresh = createRefresh({
    metrics,
    readStored,
    log: silentLog,
    database: { load: () => ({ size: 12, inUse: 12, idle: 0, waiting: 40 }) },
    limiterLoad: () => ({ waiting: 0, slots: 0, blocked: 0 }),
    jobNames: [],
    withinMs: 20,
  })
  return { metrics, refresh }
}

describe('refreshing the gauges', () => {
  it('does not wait for a database that hangs, and asks it once, not once for each look', async () => {
    let asked = 0
    const { metrics, refresh } = aRefresh(() => {
      asked += 1
      return new Promise(() => {})
    })
    await Promise.all([refresh(), refresh(), refresh()])

    expect(asked).toBe(1)
    const page = await metrics.registry.metrics()
    expect(page).toContain('switchyard_database_up 0')
    expect(page).toContain('switchyard_database_callers_waiting 40')
  })

  it('is whole again as soon as the database answers', async () => {
    let isAway = true
    const { metrics, refresh } = aRefresh(async () => {
      if (isAway) throw new Error('away')
      return FIGURES
    })
    await refresh()
    expect(await metrics.registry.metrics()).not.toMatch(/^switchyard_jobs_ready/m)

    isAway = false
    await refresh()

    expect(await metrics.registry.metrics()).toContain('switchyard_jobs_ready 0')
    expect(await metrics.registry.metrics()).toContain('switchyard_database_up 1')
  })
})
