import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRateLimiter, type Permit, type RequestKind } from '../../../server/platform/ratelimit/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'

const CLOCKIFY = { service: 'clockify', learnsHourly: true }

let database: TestDatabase
let limiter: ReturnType<typeof createRateLimiter>
let other: ReturnType<typeof createRateLimiter>
let scope: WorkspaceScope

beforeAll(async () => {
  database = await openTestDatabase()
  // Fast enough that the hour is what limits.
  const deps = { database, clock: systemClock, log: silentLog, ...CLOCKIFY, rate: { count: 500, ms: 1_000 } }
  limiter = createRateLimiter(deps)
  other = createRateLimiter(deps)
  await Promise.all([limiter.start(), other.start()])
})

beforeEach(async () => {
  scope = await aWorkspace(database.db)
})

afterAll(async () => {
  await Promise.all([limiter.stop(), other.stop()])
  await database.close()
})

async function askTimes(
  times: number,
  ask: { kind: RequestKind; perHour?: number; limiter?: typeof limiter },
): Promise<Permit[]> {
  const asked = ask.limiter ?? limiter
  const options = { kind: ask.kind, perHour: ask.perHour }
  return Promise.all(Array.from({ length: times }, () => asked.acquire(scope, options)))
}

function goes(permits: readonly Permit[]): number {
  return permits.filter((permit) => permit.outcome === 'go').length
}

/** As if everything had happened so many minutes earlier. */
async function age(minutes: number): Promise<void> {
  await inWorkspace(database.db, scope, (tx) =>
    sql`
      update rate_limits set latest_minute = latest_minute - ${minutes},
        next_at = next_at - ${minutes} * interval '1 minute',
        blocked_until = blocked_until - ${minutes} * interval '1 minute',
        learned_at = learned_at - ${minutes} * interval '1 minute',
        learned_until = learned_until - ${minutes} * interval '1 minute'
      where workspace_id = ${scope.workspaceId}`.execute(tx),
  )
}

/** A slot that a busy machine let pass is counted until it is given back. */
async function expectUsed(times: number): Promise<void> {
  await expect.poll(async () => (await limiter.state(scope, undefined)).usedThisHour).toBe(times)
}

async function refuseTogether(times: number, retryAfterMs: number | undefined): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => limiter.refused(scope, { retryAfterMs })))
}

describe('the hourly budget', () => {
  it('is shared, and its last fifth is kept for interactive calls', async () => {
    const [here, there] = await Promise.all([
      askTimes(20, { kind: 'background', perHour: 30 }),
      askTimes(20, { kind: 'background', perHour: 30, limiter: other }),
    ])
    // A slot that a busy machine let pass is given back, and goes to whoever asks next.
    const went = goes(here) + goes(there)
    const later = await askTimes(24 - went + 3, { kind: 'background', perHour: 30 })
    const interactive = await askTimes(10, { kind: 'interactive', perHour: 30 })

    expect(went + goes(later)).toBe(24)
    expect(goes(interactive)).toBe(6)
    const state = await limiter.state(scope, 30)
    expect(state).toMatchObject({ usedThisHour: 30, perHour: 30, source: 'setting' })
  })

  it('says when it resumes, and resumes then', async () => {
    await askTimes(3, { kind: 'interactive', perHour: 3 })
    await age(20)

    const [exhausted] = await askTimes(1, { kind: 'interactive', perHour: 3 })

    if (exhausted?.outcome !== 'exhausted') throw new Error('a fourth request went')
    expect(exhausted.retryAfterMs).toBeGreaterThan(39 * 60_000)
    expect(exhausted.retryAfterMs).toBeLessThanOrEqual(41 * 60_000 + 2_000)
    expect(exhausted.resumesAt.getTime() % 60_000).toBe(0)
    await age(42)
    expect(goes(await askTimes(4, { kind: 'interactive', perHour: 3 }))).toBe(3)
  })

  it('does not hold while none is known', async () => {
    const permits = await askTimes(60, { kind: 'background' })

    expect(goes(permits)).toBe(60)
    await expectUsed(60)
    expect(await limiter.state(scope, undefined)).toMatchObject({ perHour: undefined, source: 'none' })
  })

  it('is learned from a long Retry-After: what passed, not what was refused', async () => {
    await askTimes(37, { kind: 'background' })
    await expectUsed(37)

    await refuseTogether(7, 1_800_000)

    expect(await other.state(scope, undefined)).toMatchObject({ perHour: 30, source: 'learned' })
    const [permit] = await askTimes(1, { kind: 'interactive', limiter: other })
    expect(permit?.outcome).toBe('exhausted')
    await age(62)
    const permits = await askTimes(40, { kind: 'background', limiter: other })
    expect(goes(permits)).toBe(24)
  })

  it('goes back to the setting when there is one, and is forgotten after a day', async () => {
    await askTimes(10, { kind: 'background' })
    await expectUsed(10)
    await refuseTogether(1, 300_000)

    expect(await limiter.state(scope, 500)).toMatchObject({ perHour: 500, source: 'setting' })
    expect(await limiter.state(scope, undefined)).toMatchObject({ perHour: 9, source: 'learned' })
    await age(24 * 60 + 1)
    expect(await limiter.state(scope, undefined)).toMatchObject({ perHour: undefined, source: 'none' })
  })

  it('is given back for slots that a refusal took away', async () => {
    // Slots of the next seconds are on hand of a slow limiter when the refusal comes.
    const slow = createRateLimiter({
      database,
      clock: systemClock,
      log: silentLog,
      ...CLOCKIFY,
      rate: { count: 2, ms: 1_000 },
    })
    await slow.start()
    const stop = new AbortController()
    const first = await slow.acquire(scope, { kind: 'interactive', perHour: 30 })
    const waiting = slow.acquire(scope, { kind: 'interactive', perHour: 30, signal: stop.signal })
    await expect.poll(async () => (await slow.state(scope, 30)).usedThisHour).toBe(2)

    await slow.refused(scope, { retryAfterMs: 10_000 })
    await expect.poll(async () => (await slow.state(scope, 30)).usedThisHour).toBe(1)

    stop.abort()
    await expect(waiting).rejects.toThrow()
    await slow.stop()
    expect(first).toMatchObject({ outcome: 'go' })
  })
})

describe('refused', () => {
  it('backs off longer each time, until a success', async () => {
    await askTimes(3, { kind: 'background' })
    const blockedForMs = async (): Promise<number> => {
      const { blockedUntil } = await limiter.state(scope, undefined)
      const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(database.db)
      return Math.ceil((blockedUntil!.getTime() - rows[0]!.now.getTime()) / 1000)
    }

    await limiter.refused(scope, { retryAfterMs: undefined })
    const first = await blockedForMs()
    await age(1)
    await limiter.refused(scope, { retryAfterMs: undefined })
    const second = await blockedForMs()
    await limiter.succeeded(scope)
    await limiter.refused(scope, { retryAfterMs: undefined })
    const duringBlock = await blockedForMs()
    await age(1)
    await limiter.succeeded(scope)
    await limiter.refused(scope, { retryAfterMs: undefined })
    const afterSuccess = await blockedForMs()

    expect([first, second, duringBlock, afterSuccess]).toEqual([1, 2, 2, 1])
  })

  it('is not seen by another workspace', async () => {
    const neighbour = await aWorkspace(database.db)
    await askTimes(1, { kind: 'background' })
    await limiter.refused(scope, { retryAfterMs: 30_000 })

    expect(await limiter.acquire(neighbour, { kind: 'background', perHour: undefined })).toMatchObject({
      outcome: 'go',
    })
    const rows = await inWorkspace(database.db, neighbour, (tx) =>
      tx.selectFrom('rateLimits').select('workspaceId').execute(),
    )
    expect(rows).toEqual([{ workspaceId: neighbour.workspaceId }])
  })
})
