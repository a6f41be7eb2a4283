import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startBrowserApp, untilBootstrapped, type BrowserApp } from './support/browser-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'

let app: BrowserApp

beforeAll(async () => {
  app = await startBrowserApp()
  await untilBootstrapped(app.test)
})
afterAll(() => app.close())

const onJobs = (use: (page: Page) => Promise<void>, options: { path?: string; role?: 'MEMBER' } = {}) =>
  onPage(app, { path: '/jobs', ...options }, use)
const table = (page: Page, name: string) => page.getByRole('table', { name, exact: true })
const jobs = (page: Page) => table(page, 'Jobs').getByRole('row')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const drawer = (page: Page, name: string) => page.getByRole('dialog', { name })

describe('the list of jobs', () => {
  it('shows what works in the background, and opens one with all that is known of it', () =>
    onJobs(async (page) => {
      const bootstrap = jobs(page).filter({ hasText: 'bootstrap.walk' })
      await bootstrap.getByText('Done', { exact: true }).waitFor()
      await bootstrap.getByRole('button', { name: 'Read the workspace' }).click()
      const opened = drawer(page, 'Read the workspace')
      await opened.getByText('ended as it should').waitFor()
      await opened.getByText('bootstrap.walk', { exact: true }).waitFor()

      await page.keyboard.press('Escape')
      await opened.waitFor({ state: 'hidden' })
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Read the workspace')
    }))

  it('shows new ones as they come', () =>
    onJobs(async (page) => {
      await page.getByText('Live', { exact: true }).waitFor()
      await jobs(page).filter({ hasText: 'bootstrap.walk' }).waitFor()
      const before = await jobs(page).filter({ hasText: 'webhooks.tell-subscribers' }).count()
      app.test.sandbox.createProject({ name: 'Makes work' })

      await expect
        .poll(() => jobs(page).filter({ hasText: 'webhooks.tell-subscribers' }).count(), { timeout: 10_000 })
        .toBe(before + 1)
    }))

  it('is filtered by state, and says so when none is in it', () =>
    onJobs(async (page) => {
      await jobs(page).filter({ hasText: 'bootstrap.walk' }).waitFor()
      await page.getByRole('combobox', { name: 'State' }).selectOption('Failed')
      await page.getByText('No job is in the state “Failed”').waitFor()
      expect(page.url()).toMatch(/\?status=failed$/)

      await button(page, 'Show all jobs').click()
      await jobs(page).filter({ hasText: 'bootstrap.walk' }).waitFor()
    }))
})

// While the add-on is switched off a bootstrap waits for it: a job that something can be done with.
describe('a job that is under way', () => {
  beforeAll(async () => {
    await app.test.call('POST', '/api/bootstrap')
    await app.test.sandbox.setStatus('INACTIVE')
    const status = async () =>
      (await app.test.call<{ run: { status: string } }>('GET', '/api/bootstrap')).body.run.status
    await vi.waitFor(async () => expect(await status()).toBe('waiting'), { timeout: 15_000 })
  })
  afterAll(() => app.test.sandbox.setStatus('ACTIVE'))

  const waiting = (page: Page) =>
    jobs(page).filter({ hasText: 'bootstrap.walk' }).filter({ hasText: 'Next run' })

  it('is left alone by a member, who is told why', () =>
    onJobs(
      async (page) => {
        await waiting(page).getByRole('button').click()
        await drawer(page, 'Read the workspace')
          .getByText(/^Only administrators of the workspace/)
          .waitFor()

        expect(await button(page, 'Cancel the job').count()).toBe(0)
      },
      { role: 'MEMBER' },
    ))

  it('is cancelled after a question, and run again', () =>
    onJobs(async (page) => {
      await waiting(page).getByRole('button').click()
      await button(page, 'Cancel the job').click()
      const question = drawer(page, 'Cancel this job?')
      await question.getByText(/“Read the workspace” ends at once/).waitFor()
      await question.getByRole('button', { name: 'Cancel the job' }).click()
      await question.waitFor({ state: 'hidden' })
      await drawer(page, 'Read the workspace').getByText('somebody ended it').waitFor()

      await button(page, 'Run again').click()
      await page.getByText('The job begins anew.').waitFor()
      await drawer(page, 'Read the workspace').getByText('somebody ended it').waitFor({ state: 'hidden' })
    }))
})

describe('drift', () => {
  it('shows where an answer has differed from its document, and leads to the operation', () =>
    onPage(app, { path: '/studio/clockify/getProjects' }, async (page) => {
      await button(page, 'Send').click()
      await page.getByRole('tab', { name: 'Table' }).waitFor()
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Jobs' }).click()
      await page.getByRole('link', { name: 'Drift', exact: true }).click()
      const drift = table(page, 'Drift')
      await drift.getByRole('link', { name: 'List projects' }).waitFor()
      await page.getByLabel('Search the differences').fill('no such difference')
      await page.getByText('No difference has all these words').waitFor()
      await page.getByLabel('Search the differences').fill('getProjects')
      await drift
        .getByText(/^Another type than documented$|^A field that is not documented$/)
        .first()
        .waitFor()
      expect(await drift.getByRole('rowheader').count()).toBe(1)

      await drift.getByRole('link').click()
      await button(page, 'Send').waitFor()
      expect(page.url()).toMatch(/\/ui\/studio\/clockify\/getProjects$/)
    }))
})

describe('the screen', () => {
  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: '/jobs',
      ready: (page) => jobs(page).getByRole('button').first().waitFor(),
    }))

  it('is so with a job open', () =>
    expectEveryLook(app, {
      path: '/jobs',
      ready: async (page) => {
        await jobs(page).getByRole('button', { name: 'Read the workspace' }).last().click()
        await drawer(page, 'Read the workspace').getByText('ended as it should').waitFor()
      },
    }))

  it('is so with its drift', () =>
    expectEveryLook(app, {
      path: '/jobs?tab=drift',
      ready: (page) => table(page, 'Drift').getByRole('link').first().waitFor(),
    }))
})
