import { setMaxListeners } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { blockChannel } from '../../../server/platform/ratelimit/block-notice.ts'
import type { RequestKind } from '../../../server/platform/ratelimit/index.ts'
import { createRateLimiter } from '../../../server/platform/ratelimit/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { bestRate, mostInWindow, percentile } from './releases.ts'

type Limiter = ReturnType<typeof createRateLimiter>

interface Release {
  readonly atMs: number
  readonly waitMs: number
}

/** Stops the callers of a test; more of them listen than Node expects. */
function manyCallers(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}

const CLOCKIFY = { service: 'clockify', learnsHourly: true }

let database: TestDatabase
const limiters: Limiter[] = []
let stopCallers = manyCallers()

beforeAll(async () => {
  database = await openTestDatabase()
})

afterEach(async () => {
  stopCallers.abort()
  stopCallers = manyCallers()
  await Promise.all(limiters.splice(0).map((limiter) => limiter.stop()))
})

afterAll(async () => {
  await database.close()
})

/** As many limiters as processes, all on one database. */
async function someLimiters(count: number): Promise<Limiter[]> {
  const made = Array.from({ length: count }, () =>
    createRateLimiter({
      database,
      clock: systemClock,
      log: silentLog,
      ...CLOCKIFY,
      rate: { count: 50, ms: 1_000 },
    }),
  )
  await Promise.all(made.map((limiter) => limiter.start()))
  limiters.push(...made)
  return made
}

/** A caller that asks again as soon as it may go; records when it went. */
async function call(limiter: Limiter, scope: WorkspaceScope, into: Release[]): Promise<void> {
  const { signal } = stopCallers
  while (!signal.aborted) {
    const sinceMs = performance.now()
    const permit = await limiter
      .acquire(scope, { kind: 'background', perHour: undefined, signal })
      .catch(() => undefined)
    if (permit?.outcome !== 'go') return
    into.push({ atMs: performance.now(), waitMs: performance.now() - sinceMs })
    // A request takes a turn of the event loop at least.
    await new Promise((resolve) => setImmediate(resolve))
    permit.answered(performance.now())
  }
}

function saturate(all: readonly Limiter[], scope: WorkspaceScope, callers: number): Release[] {
  const releases: Release[] = []
  for (const limiter of all)
    for (let caller = 0; caller < callers; caller += 1) void call(limiter, scope, releases)
  return releases
}

async function waitForReleases(releases: readonly Release[], count: number): Promise<void> {
  await expect.poll(() => releases.length, { timeout: 20_000, interval: 20 }).toBeGreaterThanOrEqual(count)
}

async function ask(limiter: Limiter, scope: WorkspaceScope, kind: RequestKind) {
  const sinceMs = performance.now()
  const permit = await limiter.acquire(scope, { kind, perHour: undefined })
  return { permit, waitMs: performance.now() - sinceMs }
}

async function outcomeOf(limiter: Limiter, scope: WorkspaceScope, bucket?: string): Promise<string> {
  return (await limiter.acquire(scope, { kind: 'interactive', perHour: undefined, bucket })).outcome
}

describe('createRateLimiter', () => {
  it('shares one even pace among three processes with 25 callers each', async () => {
    const scope = await aWorkspace(database.db)
    const all = await someLimiters(3)

    const releases = saturate(all, scope, 25)
    await waitForReleases(releases, 200)
    const times = (): number[] => releases.map((release) => release.atMs)

    // Whatever else the machine does meanwhile, two seconds at full pace come about.
    await expect.poll(() => bestRate(times(), 100), { timeout: 20_000 }).toBeGreaterThanOrEqual(50 * 0.97)
    expect(mostInWindow(times(), 1000)).toBeLessThanOrEqual(50)
  })

  it('lets an interactive request through while background callers wait in every process', async () => {
    const scope = await aWorkspace(database.db)
    const all = await someLimiters(3)
    const releases = saturate(all, scope, 25)
    await waitForReleases(releases, 20)

    const waits: number[] = []
    for (let turn = 0; turn < 20; turn += 1) {
      const { permit, waitMs } = await ask(all[turn % 3]!, scope, 'interactive')
      expect(permit).toMatchObject({ outcome: 'go' })
      waits.push(waitMs)
      await waitForReleases(releases, releases.length + 2)
    }

    expect(percentile(waits, 0.5)).toBeLessThanOrEqual(200)
    expect(Math.max(...waits)).toBeLessThan(1000)
  })

  it('lets nobody go in any process while a Retry-After runs', async () => {
    const scope = await aWorkspace(database.db)
    const all = await someLimiters(3)
    const releases = saturate(all, scope, 10)
    await waitForReleases(releases, 20)

    // Registered after the limiters, so called after all of them have heard.
    let heardAtMs = Infinity
    await database.listen(blockChannel, () => {
      heardAtMs = Math.min(heardAtMs, performance.now())
    })
    const refusedAtMs = performance.now()
    await all[0]!.refused(scope, { retryAfterMs: 1_200 })
    const before = releases.length
    await waitForReleases(releases, before + 40)

    const inside = releases.filter(({ atMs }) => atMs > heardAtMs && atMs < refusedAtMs + 1_200)
    expect(heardAtMs).toBeLessThan(refusedAtMs + 1_000)
    expect(inside).toEqual([])
    expect(
      mostInWindow(
        releases.map(({ atMs }) => atMs),
        1000,
      ),
    ).toBeLessThanOrEqual(50)
  })

  it('turns callers away at once when the Retry-After is long', async () => {
    const scope = await aWorkspace(database.db)
    const [limiter, other] = await someLimiters(2)

    await limiter!.refused(scope, { retryAfterMs: 45_000 })
    const { permit } = await ask(other!, scope, 'interactive')

    expect(permit.outcome).toBe('exhausted')
    expect(permit.outcome === 'exhausted' && permit.retryAfterMs).toBeGreaterThan(40_000)
    const state = await limiter!.state(scope, undefined)
    expect(permit.outcome === 'exhausted' && permit.resumesAt.getTime()).toBeCloseTo(
      state.blockedUntil!.getTime(),
      -1,
    )
  })

  it('does not let one workspace wait for another', async () => {
    const busy = await aWorkspace(database.db)
    const quiet = await aWorkspace(database.db)
    const all = await someLimiters(2)
    await all[0]!.refused(busy, { retryAfterMs: 15_000 })
    const blocked = saturate(all, busy, 25)

    const releases = saturate(all, quiet, 5)
    await waitForReleases(releases, 50)

    expect(blocked).toEqual([])
    expect((releases.at(-1)!.atMs - releases[5]!.atMs) / (releases.length - 6)).toBeLessThan(60)
  })

  it('counts buckets apart: one that is refused holds no other back', async () => {
    const scope = await aWorkspace(database.db)
    const [limiter, other] = await someLimiters(2)

    await limiter!.refused(scope, { retryAfterMs: 45_000, bucket: 'POST:/issue' })

    expect(await outcomeOf(other!, scope, 'POST:/issue')).toBe('exhausted')
    expect(await outcomeOf(other!, scope, 'GET:/issue/-')).toBe('go')
    expect(await outcomeOf(limiter!, scope)).toBe('go')
  })

  it('holds every bucket back while all of the service is refused, in a process that starts later too', async () => {
    const scope = await aWorkspace(database.db)
    const [limiter, other] = await someLimiters(2)
    expect(await outcomeOf(other!, scope, 'POST:/issue')).toBe('go')

    await limiter!.refused(scope, { retryAfterMs: 45_000 })
    const [later] = await someLimiters(1)

    for (const one of [limiter!, other!, later!])
      for (const bucket of ['POST:/issue', 'GET:/issue/-'])
        expect(await outcomeOf(one, scope, bucket)).toBe('exhausted')
  })

  it('counts what it holds back', async () => {
    const scope = await aWorkspace(database.db)
    const [limiter] = await someLimiters(1)
    await limiter!.refused(scope, { retryAfterMs: 60_000 })
    await limiter!.refused(scope, { retryAfterMs: 60_000, bucket: 'POST:/issue' })
    expect(limiter!.load().blocked).toBe(2)
  })

  it('forgets a refusal of a bucket when it is answered, and a refusal of all with it', async () => {
    const scope = await aWorkspace(database.db)
    const [limiter] = await someLimiters(1)
    const refusals = () =>
      inWorkspace(database.db, scope, (tx) =>
        tx.selectFrom('rateLimits').select(['service', 'refusals']).orderBy('service').execute(),
      )
    await limiter!.refused(scope, { retryAfterMs: 20, bucket: 'POST:/issue' })
    await limiter!.refused(scope, { retryAfterMs: 20 })
    expect(await refusals()).toEqual([
      { service: 'clockify', refusals: 1 },
      { service: 'clockify/POST:/issue', refusals: 1 },
    ])
    expect(await outcomeOf(limiter!, scope, 'POST:/issue')).toBe('go')

    await limiter!.succeeded(scope, 'POST:/issue')

    expect(await refusals()).toEqual([
      { service: 'clockify', refusals: 0 },
      { service: 'clockify/POST:/issue', refusals: 0 },
    ])
  })

  it('frees a caller that gives up and gives its slot to the next', async () => {
    const scope = await aWorkspace(database.db)
    const [limiter] = await someLimiters(1)
    await limiter!.refused(scope, { retryAfterMs: 600 })
    const gaveUp = new AbortController()
    const first = limiter!.acquire(scope, { kind: 'background', perHour: undefined, signal: gaveUp.signal })
    const second = ask(limiter!, scope, 'background')

    gaveUp.abort(new Error('the page was closed'))

    await expect(first).rejects.toThrow('the page was closed')
    expect((await second).permit).toMatchObject({ outcome: 'go' })
    await expect.poll(() => used(scope)).toBe(1)
  })

  it('rejects who still waits when it stops', async () => {
    const scope = await aWorkspace(database.db)
    const [limiter] = await someLimiters(1)
    await limiter!.refused(scope, { retryAfterMs: 15_000 })
    const waiting = ask(limiter!, scope, 'background')
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'NOT_READY' })

    await limiter!.stop()

    await outcome
    await expect(ask(limiter!, scope, 'background')).rejects.toMatchObject({ code: 'NOT_READY' })
  })

  it('refuses a workspace that does not exist', async () => {
    const scope = await aWorkspace(database.db)
    const [limiter] = await someLimiters(1)

    const asked = ask(limiter!, { ...scope, workspaceId: 'nowhere' }, 'interactive')

    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

async function used(scope: WorkspaceScope): Promise<number> {
  return (await limiters[0]!.state(scope, undefined)).usedThisHour
}
