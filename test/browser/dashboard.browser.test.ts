import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBrowserApp, type BrowserApp } from './support/browser-app.ts'
import { describedBy, expectEveryLook, onPage } from './support/looks.ts'

let app: BrowserApp

// At this pace a run lasts long enough to be watched.
const PACE = { AUTO_BOOTSTRAP_ON_INSTALL: 'false', RATE_LIMIT_RPS: '20' }

beforeAll(async () => {
  app = await startBrowserApp({ env: PACE })
})
afterAll(() => app.close())

const onDashboard = (use: (page: Page) => Promise<void>, role?: 'MEMBER') =>
  onPage(app, { path: '/', ...(role ? { role } : {}) }, use)
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const bootstrap = (page: Page) => card(page, 'Bootstrap')
const button = (page: Page, name: string) => bootstrap(page).getByRole('button', { name, exact: true })
const steps = (page: Page) => page.getByRole('list', { name: 'Steps' }).getByRole('listitem')
const ask = (page: Page, title: string) => page.getByRole('dialog', { name: title })

/** What the run is said to be, beside the card's title. */
const untilRun = (page: Page, state: string) =>
  bootstrap(page).getByRole('heading').locator('xpath=..').getByText(state, { exact: true }).waitFor()

async function requestsSaid(page: Page): Promise<number> {
  return Number(await bootstrap(page).locator('dt', { hasText: 'Requests' }).locator('+ dd').innerText())
}

const startedAt = async () => {
  const { body } = await app.test.call<{ run: { startedAt: string } }>('GET', '/api/bootstrap')
  return body.run.startedAt
}

// One after the other: each begins with the run that the one before has left.
describe('the bootstrap', () => {
  it('says before the first run what it would read, and to a member why he may not start it', () =>
    onDashboard(async (page) => {
      await bootstrap(page)
        .getByText(/^\d+ of \d+ operations would be read, \d+ skipped\.$/)
        .waitFor()
      await card(page, 'Stored data').getByText('Nothing is stored yet. A bootstrap fetches it.').waitFor()

      expect(await button(page, 'Start').isDisabled()).toBe(true)
      expect(await describedBy(button(page, 'Start'))).toBe('Only administrators start and cancel it.')
    }, 'MEMBER'))

  it('is started, watched and cancelled by its button', () =>
    onDashboard(async (page) => {
      await button(page, 'Start').click()
      await untilRun(page, 'Running')
      await page.getByRole('progressbar', { name: 'Progress of the bootstrap' }).waitFor()
      await steps(page).filter({ hasText: 'List users' }).getByText('Done', { exact: true }).waitFor()
      const before = await requestsSaid(page)
      await expect.poll(() => requestsSaid(page), { timeout: 10_000 }).toBeGreaterThan(before)

      await button(page, 'Cancel …').click()
      await ask(page, 'Cancel the bootstrap?').getByRole('button', { name: 'Leave as it is' }).click()
      await ask(page, 'Cancel the bootstrap?').waitFor({ state: 'hidden' })
      await untilRun(page, 'Running')
      await button(page, 'Cancel …').click()
      await ask(page, 'Cancel the bootstrap?').getByRole('button', { name: 'Cancel the bootstrap' }).click()
      await untilRun(page, 'Cancelled')
    }))

  it('goes from start to completed before one’s eyes, and the data appears', () =>
    onDashboard(async (page) => {
      await button(page, 'Start anew').click()
      await untilRun(page, 'Running')
      await untilRun(page, 'Completed')

      await bootstrap(page)
        .getByText(/^\d+ of \d+ operations read, \d+ skipped\.$/)
        .waitFor()
      const users = app.test.sandbox.state.users.size
      await steps(page).filter({ hasText: 'List users' }).getByText(`${users} records, 1 page`).waitFor()
      await card(page, 'Stored data')
        .getByText(/^\d+ collections$/)
        .click()
      await page.getByRole('row', { name: new RegExp(`^users ${users} `) }).waitFor()
    }))

  it('is read anew only after a question', () =>
    onDashboard(async (page) => {
      const before = await startedAt()
      await button(page, 'Start anew …').click()
      await ask(page, 'Read everything anew?').getByRole('button', { name: 'Leave as it is' }).click()
      await ask(page, 'Read everything anew?').waitFor({ state: 'hidden' })
      expect(await startedAt()).toBe(before)

      await button(page, 'Start anew …').click()
      await ask(page, 'Read everything anew?').getByRole('button', { name: 'Read anew' }).click()
      await untilRun(page, 'Running')
      expect(await startedAt()).not.toBe(before)
      await untilRun(page, 'Completed')
    }))

  it('says of each skipped operation why, and leads into the Studio', () =>
    onDashboard(async (page) => {
      await bootstrap(page).getByText('Why were some skipped?').click()
      await bootstrap(page).getByText('A file or a report, which is no record').waitFor()
      await bootstrap(page)
        .getByRole('button', { name: /^Skipped/ })
        .click()
      await steps(page).first().waitFor()
      expect(await steps(page).count()).toBe(await steps(page).filter({ hasText: 'Skipped' }).count())
      await steps(page).filter({ hasText: 'Export an invoice' }).getByText('binary answer').waitFor()

      await steps(page).getByRole('link', { name: 'Export an invoice' }).click()
      await page.getByRole('heading', { level: 2, name: 'Export an invoice' }).waitFor()
      expect(page.url()).toMatch(/\/ui\/studio\/clockify\/exportInvoice$/)
    }))
})

describe('what changes in the workspace', () => {
  it('appears by itself, and leads to the event', () =>
    onDashboard(async (page) => {
      await page.getByText('Live', { exact: true }).waitFor()
      await card(page, 'Recent changes')
        .getByText(/appears here as it happens/)
        .waitFor()
      app.test.sandbox.createProject({ name: 'Seen at once' })
      await card(page, 'Recent changes').getByRole('link', { name: 'New project' }).click()

      await page
        .getByRole('dialog', { name: 'New project' })
        .getByText(/"Seen at once"/)
        .first()
        .waitFor()
    }))
})

describe('a workspace without the add-on', () => {
  it('is signed in to by the key that it was made with, and says what to do next', () =>
    onPage(app, { path: '/', token: '' }, async (page) => {
      await page.getByLabel('API key').fill(await keyOfNewWorkspace())
      await page.getByRole('button', { name: 'Sign in' }).click()
      await card(page, 'What to do next').waitFor()
      await card(page, 'Installation').getByText('No add-on').waitFor()

      const manifest = page.getByRole('textbox', { name: 'Address of the manifest' })
      expect(await manifest.inputValue()).toBe(`${app.test.baseUrl}/manifest.json`)
      expect(await button(page, 'Start').isDisabled()).toBe(true)
      expect(await describedBy(button(page, 'Start'))).toMatch(/not installed here/)
    }))

  it('looks right everywhere', async () => {
    const key = await keyOfNewWorkspace()
    await expectEveryLook(app, {
      path: '/',
      token: '',
      ready: async (page) => {
        await page.getByLabel('API key').fill(key)
        await page.getByRole('button', { name: 'Sign in' }).click()
        await card(page, 'What to do next').waitFor()
        await steps(page).first().waitFor()
      },
    })
  })
})

async function keyOfNewWorkspace(): Promise<string> {
  const { status, body } = await app.test.call<{ apiKey: string }>('POST', '/api/admin/workspaces', {
    token: app.test.config.adminKey ?? '',
    body: { name: 'By hand' },
  })
  expect(status).toBe(201)
  return body.apiKey
}

describe('the dashboard', () => {
  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: '/',
      ready: async (page) => {
        await steps(page).first().waitFor()
        await bootstrap(page).getByText('Why were some skipped?').click()
        await card(page, 'Stored data')
          .getByText(/^\d+ collections$/)
          .click()
      },
    }))
})
