import { setTimeout as sleep } from 'node:timers/promises'
import type { AtlassianSandbox } from '../server/sandbox/atlassian/index.ts'
import { ask, type Asked } from './screenshots-ask.ts'

interface Told extends Asked {
  readonly atlassian: AtlassianSandbox
}

/** Connects Jira and Confluence, and makes issues of the tasks of two pages: first as a try, then really, then looks at taking it back. */
export async function tellPages(told: Told): Promise<void> {
  await connect(told)
  const { plan, site } = makePages(told.atlassian)
  const { confluenceUrl } = told.atlassian.cloud
  const addressOf = (pageId: string) => `${confluenceUrl}/pages/viewpage.action?pageId=${pageId}`
  const pageUrls = [addressOf(plan), `${confluenceUrl}/spaces/ENG/pages/999999/Old+plan`]
  const request = { pageUrls, requestedBy: 'Ana Petrova' }
  await run(told, 'POST /api/page-tasks/sync', { ...request, dryRun: true })
  const made = await run(told, 'POST /api/page-tasks/sync', request)
  // Somebody goes on writing.
  const body = told.atlassian.state.pages.get(site)?.versions.at(-1)?.body ?? ''
  told.atlassian.editPage(site, { body: body.replace('Gate 3', 'Gate 4, since Monday') })
  await run(told, `POST /api/page-tasks/runs/${made}/undo`, { dryRun: true })
  await planProject(told, addressOf(plan))
}

async function connect(told: Told): Promise<void> {
  const { email, apiToken: token, siteUrl: baseUrl } = told.atlassian.cloud
  for (const service of ['jira', 'confluence']) {
    const body = { deployment: 'cloud', email, token, baseUrl }
    const { id } = await ask<{ id: string }>(told, `PUT /api/connections/${service}`, body)
    await ask(told, `POST /api/connections/${id}/test`)
  }
}

/** Both ways of it: pages for the issues, and references to the likest issues on a page that was copied. */
async function planProject(told: Told, projectPageUrl: string): Promise<void> {
  const { atlassian } = told
  const work = (summary: string, parentId?: string) =>
    atlassian.createIssue({
      projectKey: 'OPS',
      summary,
      type: parentId === undefined ? 'Story' : 'Sub-task',
      ...(parentId === undefined ? {} : { parentId }),
    })
  const cabling = work('Cabling of the new office')
  work('Pull the cables', cabling.id)
  work('Label the sockets', cabling.id)
  work('Move of the servers')
  const old = atlassian.createIssue({
    projectKey: 'ENG',
    summary: 'Cabling of the old office',
    type: 'Story',
  })
  const spaceId = [...atlassian.state.spaces.values()].find(({ key }) => key === 'ENG')?.id ?? ''
  const copied = atlassian.createPage({
    spaceId,
    title: 'Cabling (copied)',
    body: `<p>What it needs stands in <ac:structured-macro ac:name="jira" ac:schema-version="1" ac:macro-id="8f1c2d3e-0000-4000-8000-000000000002"><ac:parameter ac:name="key">${old.key}</ac:parameter></ac:structured-macro>.</p><p>The rest is as it was.</p>`,
  }).id
  const relinked = `${atlassian.cloud.confluenceUrl}/pages/viewpage.action?pageId=${copied}`
  const request = { projectKey: 'OPS', dryRun: true }
  await run(told, 'POST /api/project-sync', { ...request, projectPageUrl: relinked, mode: 'relink' })
  await run(told, 'POST /api/project-sync', { ...request, projectPageUrl, mode: 'pages' })
}

async function run(told: Told, call: string, body: object): Promise<string> {
  const { runId } = await ask<{ runId: string }>(told, call, body)
  const runs = call.includes('project-sync') ? '/api/project-sync/runs' : '/api/page-tasks/runs'
  for (;;) {
    const { status } = await ask<{ status: string }>(told, `GET ${runs}/${runId}`)
    if (status === 'completed') return runId
    if (status !== 'waiting' && status !== 'running') throw new Error(`the run of the pages: ${status}`)
    await sleep(200)
  }
}

function makePages(atlassian: AtlassianSandbox): { readonly plan: string; readonly site: string } {
  const { state } = atlassian
  const spaceId = [...state.spaces.values()].find(({ key }) => key === 'ENG')?.id ?? ''
  const work = [...state.issues.values()].find(({ typeId }) => typeId === '10011')
  const [, person] = [...state.users.keys()]
  const macro = `<ac:structured-macro ac:name="jira" ac:schema-version="1" ac:macro-id="8f1c2d3e-0000-4000-8000-000000000001"><ac:parameter ac:name="key">${work?.key}</ac:parameter></ac:structured-macro>`
  const mention = `<ac:link><ri:user ri:account-id="${person}" /></ac:link>`
  const plan = atlassian.createPage({
    spaceId,
    title: 'New office: plan',
    body: `<p>All of it belongs to ${macro}.</p><h2>Before we move</h2><p>The landlord hands over the keys in May.</p>${list(
      aTask(1, `${mention} order 300 m of network cable <time datetime="2026-12-04" />`),
      aTask(2, 'Ask for a second line, in case the first one fails'),
      aTask(3, 'Measure the rooms', 'complete'),
      aTask(4, ' '),
    )}<p>What it costs stands on the page of the budget.</p>`,
  }).id
  const site = atlassian.createPage({
    spaceId,
    title: 'New office: building site',
    parentId: plan,
    body: `<h2>Access</h2><p>Deliveries come to Gate 3.</p><h2>To do</h2>${list(
      aTask(1, 'Call the electrician about the <strong>fuse box</strong>'),
      aTask(2, `${mention} book the lift for two days`),
    )}`,
  }).id
  return { plan, site }
}

function list(...tasks: readonly string[]): string {
  return `<ac:task-list>${tasks.join('')}</ac:task-list>`
}

function aTask(id: number, words: string, status = 'incomplete'): string {
  return `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>${status}</ac:task-status><ac:task-body>${words}</ac:task-body></ac:task>`
}
