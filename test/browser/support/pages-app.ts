import type { Page } from 'playwright-core'
import type { AtlassianSandbox } from '../../../server/sandbox/atlassian/index.ts'
import { aWorkPackage, listXml, macroXml, taskXml } from '../../features/confluence-jira/a-page-world.ts'
import { startSmallAtlassian } from '../../support/atlassian-caller.ts'
import { startBrowserApp, type BrowserApp, type OpenOptions } from './browser-app.ts'
import { onPage } from './looks.ts'

export interface PagesApp extends BrowserApp {
  readonly atlassian: AtlassianSandbox
  /** A page of the main space with this body; gives its id. */
  page(title: string, body: string, parentId?: string): string
  addressOf(pageId: string): string
  storageOf(pageId: string): string
}

/** The server beside a fake Jira and a fake Confluence, with nothing connected yet. */
export async function startPagesApp(): Promise<PagesApp> {
  const atlassian = await startSmallAtlassian()
  const { cloud, dataCenter, state } = atlassian
  const app = await startBrowserApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    allow: [cloud.siteUrl, dataCenter.confluenceUrl].map((url) => new URL(url).origin),
  })
  const spaceId = [...state.spaces.values()].find(({ key }) => key === 'ENG')?.id ?? ''
  return {
    ...app,
    atlassian,
    page: (title, body, parentId) =>
      atlassian.createPage({ spaceId, title, body, ...(parentId === undefined ? {} : { parentId }) }).id,
    addressOf: (pageId) => `${cloud.confluenceUrl}/pages/viewpage.action?pageId=${pageId}`,
    storageOf: (pageId) => state.pages.get(pageId)?.versions.at(-1)?.body ?? '',
    close: async () => {
      await app.close()
      await atlassian.stop()
    },
  }
}

export async function connectAtlassian(
  { test, atlassian: { cloud } }: PagesApp,
  services: readonly ('jira' | 'confluence')[] = ['jira', 'confluence'],
): Promise<void> {
  for (const service of services) {
    const body = { deployment: 'cloud', email: cloud.email, token: cloud.apiToken, baseUrl: cloud.siteUrl }
    const { status } = await test.call('PUT', `/api/connections/${service}`, { body })
    if (status !== 200) throw new Error(`${service} was not connected: ${status}`)
  }
}

/** The storage of a page with a work package and these tasks. */
export function aPlan(app: PagesApp, ...words: readonly string[]): string {
  const { key } = aWorkPackage({ sandbox: app.atlassian })
  const tasks = words.map((each, index) => taskXml(index + 1, each))
  return `<p>${macroXml(key)}</p><h2>Plan</h2>${listXml(...tasks)}<p>The end of the plan.</p>`
}

/** The screen, once it hears what happens. */
export function onPages(
  app: PagesApp,
  { path = '', ...options }: OpenOptions & { readonly path?: string },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  return onPage(app, { path: `/pages${path}`, ...options }, async (page) => {
    await page.getByText('Live', { exact: true }).waitFor()
    await use(page)
  })
}

/** Asks for a run as a program does, and waits for its end; gives its id. */
export async function runAt({ test }: PagesApp, path: string, body: object): Promise<string> {
  const { status, body: started } = await test.call<{ runId: string }>('POST', path, { body })
  if (status !== 202) throw new Error(`the run was not begun: ${status} ${JSON.stringify(started)}`)
  for (;;) {
    const run = await test.call<{ status: string }>('GET', `/api/page-tasks/runs/${started.runId}`)
    if (run.body.status !== 'waiting' && run.body.status !== 'running') return started.runId
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
