import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ProjectRunView } from '../../../../server/features/confluence-jira/project/project-run.schemas.ts'
import type { AtlassianSandbox } from '../../../../server/sandbox/atlassian/index.ts'
import { startSmallAtlassian } from '../../../support/atlassian-caller.ts'
import { startTestApp, type TestApp } from '../../../support/test-app.ts'

let atlassian: AtlassianSandbox
let test: TestApp
beforeAll(async () => {
  atlassian = await startSmallAtlassian()
  const { siteUrl: baseUrl, email, apiToken: token } = atlassian.cloud
  test = await startTestApp({ allow: [new URL(baseUrl).origin] })
  await test.sandbox.install({ baseUrl: test.baseUrl })
  for (const service of ['jira', 'confluence'])
    await test.call('PUT', `/api/connections/${service}`, {
      body: { deployment: 'cloud', email, token, baseUrl },
    })
})
afterAll(async () => {
  await test.close()
  await atlassian.stop()
})

interface List {
  readonly items: readonly { readonly id: string; readonly mode: string }[]
  readonly nextCursor: string | null
}

const start = (change: object = {}) => {
  const [space] = atlassian.state.spaces.values()
  const projectPageUrl = `${atlassian.cloud.confluenceUrl}/spaces/${space?.key}/pages/${space?.homepageId}`
  const body = { projectPageUrl, projectKey: 'ops', mode: 'pages', ...change }
  return test.call<{ runId: string }>('POST', '/api/project-sync', { body })
}
const read = async (id: string) =>
  (await test.call<ProjectRunView>('GET', `/api/project-sync/runs/${id}`)).body
const atEnd = (id: string): Promise<ProjectRunView> =>
  vi.waitUntil(
    async () => {
      const run = await read(id)
      return run.finishedAt === null ? undefined : run
    },
    { timeout: 20_000, interval: 50 },
  )

describe('/api/project-sync', () => {
  it.each([
    { projectKey: 'OPS" OR key = "X' },
    { projectKey: '' },
    { projectKey: 'OPS-' },
    { projectPageUrl: '' },
    { mode: 'both' },
    { more: true },
  ])('refuses %o', async (change) => {
    expect((await start(change)).status).toBe(422)
  })

  it('starts a run, shows it, and lists it with the newest first', async () => {
    const planned = await start({ dryRun: true })
    expect(planned.status).toBe(202)
    await atEnd(planned.body.runId)
    const made = await start()

    const run = await atEnd(made.body.runId)

    expect(run).toEqual({
      id: made.body.runId,
      mode: 'pages',
      projectPageUrl: expect.stringContaining('/spaces/ENG/pages/'),
      projectKey: 'OPS',
      dryRun: false,
      status: 'completed',
      error: null,
      createdAt: expect.any(String),
      finishedAt: expect.any(String),
      pages: { total: 1, finished: 1 },
      notes: [],
      results: [
        {
          action: 'create',
          issueKey: 'OPS-1',
          issueSummary: 'Renew the certificate',
          issueUrl: `${atlassian.cloud.jiraUrl}/browse/OPS-1`,
          previousKey: null,
          parentKey: null,
          likeness: null,
          pageId: expect.any(String),
          pageTitle: 'Renew the certificate',
          pageUrl: expect.any(String),
          parentPageId: expect.any(String),
          outcome: 'created',
          error: null,
        },
      ],
    })
    const first = await test.call<List>('GET', '/api/project-sync/runs?limit=1')
    expect(first.body.items.map(({ id }) => id)).toEqual([run.id])
    const next = await test.call<List>('GET', `/api/project-sync/runs?cursor=${first.body.nextCursor}`)
    expect(next.body.items.map(({ id }) => id)).toEqual([planned.body.runId])
    expect((await test.call<List>('GET', '/api/page-tasks/runs')).body.items).toEqual([])
    const cancelled = await test.call('POST', `/api/project-sync/runs/${run.id}/cancel`)
    expect(cancelled.status).toBe(409)
  })

  it('fails a run in words that say what to do', async () => {
    const { body } = await start({ projectKey: 'NOPE', mode: 'relink' })

    const { status, error, results } = await atEnd(body.runId)

    expect([status, results]).toEqual(['failed', []])
    expect(error).toBe(
      'Jira has no project NOPE, or the connected user may not see it. Check its key, or give them access.',
    )
  })
})
