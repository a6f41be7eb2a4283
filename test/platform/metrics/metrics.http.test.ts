import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await startTestApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    sandbox: { size: { projects: 2, tasks: 2, timeEntries: 2 }, quirks: { duplicateRate: 0 } },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(() => test.close())

const metricsText = async (): Promise<string> => (await fetch(`${test.baseUrl}/metrics`)).text()

/** Reads events until one of the kind comes. */
async function nextEvent(kind: string, during: () => Promise<unknown>): Promise<string> {
  const headers = { authorization: `Bearer ${test.sandbox.userToken({ role: 'OWNER' })}` }
  const answer = await fetch(`${test.baseUrl}/api/events`, { headers })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = (await reader.read()).value ?? ''
  await during()
  for (;;) {
    const found = text.split('\n\n').find((part) => part.startsWith(`event: ${kind}\n`))
    if (found !== undefined) {
      await reader.cancel()
      return found
    }
    text += (await reader.read()).value ?? ''
  }
}

describe('GET /metrics', () => {
  it('counts deliveries, jobs and upstream calls, and names no workspace', async () => {
    const [project] = test.sandbox.state.projects.keys()
    test.sandbox.updateProject(project!, { name: 'Counted' })
    await test.sandbox.flush()
    await test.call('POST', '/api/calls', { body: { connector: 'clockify', operationId: 'getTags' } })

    await expect
      .poll(metricsText)
      .toMatch(/switchyard_job_runs_total\{job="webhooks\.tell-subscribers",outcome="done"\} 1/)
    const text = await metricsText()

    expect(text).toContain('switchyard_webhook_deliveries_total{outcome="stored"} 1')
    expect(text).toMatch(/switchyard_upstream_seconds_count\{service="\w+",outcome="ok"\} [1-9]/)
    expect(text).toMatch(
      /switchyard_limiter_wait_seconds_count\{service="clockify",kind="interactive"\} [1-9]/,
    )
    expect(text).toContain('switchyard_jobs_ready 0')
    expect(text).not.toContain(test.sandbox.workspaceId)
  })
})

describe('GET /health and /ready', () => {
  it('answer while the server runs', async () => {
    expect(await test.call('GET', '/health', { token: '' })).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    })
    expect(await test.call('GET', '/ready', { token: '' })).toMatchObject({
      status: 200,
      body: { status: 'ready' },
    })
  })
})

describe('GET /api/events', () => {
  it('tells of a webhook', async () => {
    const [, project] = test.sandbox.state.projects.keys()

    const event = await nextEvent('webhook', async () =>
      test.sandbox.updateProject(project!, { name: 'Watched' }),
    )

    expect(event).toContain('"type":"PROJECT_UPDATED"')
  })

  it('tells of a bootstrap', async () => {
    const event = await nextEvent('bootstrap', () => test.call('POST', '/api/bootstrap'))

    expect(event).toMatch(/"status":"(planned|running|completed)"/)
  })
})
