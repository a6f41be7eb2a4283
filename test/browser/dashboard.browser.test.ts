import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBrowserApp, untilBootstrapped, type BrowserApp } from './support/browser-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'

let app: BrowserApp

// At this pace a run lasts long enough to be watched.
const PACE = { AUTO_BOOTSTRAP_ON_INSTALL: 'false', RATE_LIMIT_PER_SECOND: '10' }

beforeAll(async () => {
  app = await startBrowserApp({ env: PACE })
})
afterAll(() => app.close())

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const bootstrap = (page: Page) => card(page, 'Bootstrap')
const button = (page: Page, name: string) => bootstrap(page).getByRole('button', { name, exact: true })
const untilRun = (page: Page, state: string) =>
  bootstrap(page).locator('.chip').getByText(state, { exact: true }).first().waitFor()
const steps = (page: Page) => page.getByRole('list', { name: 'Steps' }).getByRole('listitem')

describe('the bootstrap', () => {
  it('x', () => onPage(app, { path: '/' }, async (page) => {
    const at = Date.now()
    await button(page, 'Start').click()
    await untilRun(page, 'Running')
    console.log(Date.now() - at, await bootstrap(page).innerText())
    await untilBootstrapped(app.test)
    console.log(Date.now() - at)
    await untilRun(page, 'Completed')
    console.log(Date.now() - at, (await bootstrap(page).innerText()).slice(0, 3000), await steps(page).count(), app.test.sandbox.requests.matching(/GET/).length)
  }))
})
