import { connect } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enqueueJob, pruneJobs } from '../../../server/platform/jobs/index.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { deliver, newEntityId } from '../../../scripts/drills/webhook-load.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { openTestDatabase } from '../../support/test-db.ts'
import { figuresOf } from './figures-of.ts'

let test: TestApp

beforeAll(async () => {
  test = await startTestApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false', RATE_LIMIT_RPS: '10' },
    sandbox: { size: { projects: 30, tasks: 60, timeEntries: 60 }, quirks: { duplicateRate: 0 } },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(() => test.close())

const figures = () => figuresOf(test.baseUrl)
/** Reads the page until the figure is that. */
const expectFigure = (name: string) =>
  expect.poll(async () => (await figures()).get(name), { timeout: 10_000 })

describe('deliveries on the page', () => {
  it('are told apart as stored, repeated and refused, each with its time', async () => {
    const id = newEntityId()
    await deliver(test.sandbox, test.baseUrl, id)
    await deliver(test.sandbox, test.baseUrl, id)
    const door = `${test.baseUrl}/webhooks/clockify/time-entry-updated`
    await fetch(door, { method: 'POST', headers: { 'clockify-signature': 'wrong' }, body: '{}' })

    await expectFigure('switchyard_webhook_ingest_seconds_count{outcome="refused"}').toBe(1)
    const page = await figures()

    expect(page.get('switchyard_webhook_deliveries_total{outcome="stored"}')).toBe(1)
    expect(page.get('switchyard_webhook_deliveries_total{outcome="duplicate"}')).toBe(1)
    expect(page.get('switchyard_webhook_deliveries_total{outcome="refused"}')).toBe(1)
    expect(page.get('switchyard_webhook_deliveries_total{outcome="unavailable"}')).toBe(0)
    expect(page.get('switchyard_webhook_ingest_seconds_count{outcome="accepted"}')).toBe(2)
  })

  it('are in flight until they are answered or their sender is gone', async () => {
    const { hostname, port } = new URL(test.baseUrl)
    const sender = connect({ host: hostname, port: Number(port) })
    await once(sender, 'connect')
    const webhook = test.sandbox.installation?.webhooks.find(({ event }) => event === 'TIME_ENTRY_UPDATED')
    sender.write(
      `POST /webhooks/clockify/time-entry-updated HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\nclockify-signature: ${webhook?.authToken}\r\n\r\n{`,
    )

    await expectFigure('switchyard_webhook_deliveries_in_flight').toBe(1)
    sender.destroy()
    await expectFigure('switchyard_webhook_deliveries_in_flight').toBe(0)
  })
})

describe('the queue on the page', () => {
  it('shows each job by name and state, and the age of the oldest that could run', async () => {
    const scope = await aWorkspace(test.database.db)
    await inWorkspace(test.database.db, scope, (tx) =>
      enqueueJob(tx, scope, {
        definition: pruneJobs,
        payload: {},
        runAt: new Date(Date.now() + 3_600_000),
      }),
    )
    await inWorkspace(test.database.db, scope, (tx) =>
      tx
        .insertInto('jobs')
        .values({
          id: 'nobody-runs-this',
          workspaceId: scope.workspaceId,
          name: 'gone.old-job',
          payload: '{}',
          maxAttempts: 1,
          runAt: new Date(Date.now() - 600_000),
          createdAt: new Date(),
        })
        .execute(),
    )

    // What the deliveries before have left to do is done first.
    await expectFigure('switchyard_jobs_ready').toBe(1)
    const page = await figures()

    expect(page.get('switchyard_jobs{job="jobs.prune",state="delayed"}')).toBe(1)
    expect(page.get('switchyard_jobs{job="gone.old-job",state="ready"}')).toBe(1)
    expect(page.get('switchyard_jobs{job="bootstrap.walk",state="ready"}')).toBe(0)
    expect(page.get('switchyard_job_oldest_ready_seconds')).toBeGreaterThanOrEqual(600)
    expect(page.get('switchyard_job_oldest_ready_seconds')).toBeLessThan(700)
  })
})

describe('other services on the page', () => {
  it('count their failures by kind, and a 429 holds the workspace back', async () => {
    test.sandbox.failNext({ matching: /GET .*\/tags/, status: 429, headers: { 'retry-after': '2' } })
    const call = { connector: 'clockify', operationId: 'getTags' }
    const answer = test.call('POST', '/api/calls', { body: call })

    await expectFigure('switchyard_limiter_workspaces_blocked').toBe(1)
    await answer
    const page = await figures()

    expect(page.get('switchyard_upstream_errors_total{service="clockify",kind="rate-limited"}')).toBe(1)
    expect(page.get('switchyard_limiter_refusals_total{service="clockify",learned="false"}')).toBe(1)
    await expectFigure('switchyard_limiter_workspaces_blocked').toBe(0)
  })
})

describe('a bootstrap on the page', () => {
  it('shows how far it is, and how it ended', async () => {
    await test.call('POST', '/api/bootstrap')

    await expectFigure('switchyard_bootstrap_runs{status="running"}').toBe(1)
    await expectFigure('switchyard_bootstrap_requests_done').toBeGreaterThan(5)
    const page = await figures()
    expect(page.get('switchyard_bootstrap_requests_expected')).toBeGreaterThan(
      page.get('switchyard_bootstrap_requests_done')!,
    )
    expect(page.get('switchyard_jobs{job="bootstrap.walk",state="running"}')).toBe(1)

    await test.call('POST', '/api/bootstrap/cancel')
    await expectFigure('switchyard_bootstrap_runs_ended_total{status="cancelled"}').toBe(1)
    await expectFigure('switchyard_bootstrap_runs{status="running"}').toBe(0)
    expect((await figures()).get('switchyard_job_seconds_count{job="bootstrap.walk"}')).toBeGreaterThan(0)
  })
})

describe('the page without its database', () => {
  it('still answers, says that the database is away, and shows no old figure of it', async () => {
    const opened = await openTestDatabase()
    let closing: Promise<void> | undefined
    const database = { ...opened, close: () => (closing ??= opened.close()) }
    const cut = await startTestApp({ database })
    expect((await figuresOf(cut.baseUrl)).get('switchyard_jobs_ready')).toBe(0)

    await database.close()
    const startedAt = performance.now()
    const page = await figuresOf(cut.baseUrl)

    expect(performance.now() - startedAt).toBeLessThan(2_000)
    expect(page.get('switchyard_database_up')).toBe(0)
    expect(page.has('switchyard_jobs_ready')).toBe(false)
    expect(page.has('switchyard_jobs{job="jobs.prune",state="ready"}')).toBe(false)
    expect(page.get('switchyard_webhook_deliveries_total{outcome="stored"}')).toBe(0)
    await cut.close()
  })
})
