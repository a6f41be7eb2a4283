import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aList,
  chooseList,
  connectClickup,
  connectHuntflow,
  startClickupApp,
  type ClickupApp,
} from './support/clickup-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'

const PATH = '/clickup/imports'

let app: ClickupApp

beforeAll(async () => {
  app = await startClickupApp({ size: { tasks: 24 } })
  await connectClickup(app)
  await chooseList(app, aList(app))
})
afterAll(() => app.close())

const form = (page: Page) => page.getByRole('dialog', { name: 'New import' })
const drawer = (page: Page) => page.getByRole('dialog', { name: 'Import', exact: true })
const table = (page: Page) => page.getByRole('table', { name: 'Imports' })

async function openForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New import …' }).click()
  await form(page)
    .getByText(`All tasks of the list ${aList(app).name}.`)
    .waitFor()
}

async function start(page: Page, delay: string): Promise<void> {
  await form(page).getByLabel('Seconds between two tasks').fill(delay)
  await form(page).getByRole('button', { name: 'Start' }).click()
  await drawer(page).waitFor()
}

describe('an import', () => {
  it('is begun by a form that says at the field what is wrong', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByText('There are no imports yet.').waitFor()
      await openForm(page)
      expect(await form(page).getByLabel('Seconds between two tasks').inputValue()).toBe('8')
      await form(page).getByLabel('Seconds between two tasks').fill('much')
      await form(page).getByRole('button', { name: 'Start' }).click()
      await form(page).getByText('Write seconds from 0 to 3,600.').waitFor()
      await form(page).getByLabel('Into Huntflow').check()
      await form(page).getByText('Huntflow is not connected yet.').waitFor()
    }))

  it('is followed, stopped, gone on with and finished', () =>
    onPage(app, { path: PATH }, async (page) => {
      await openForm(page)
      await start(page, '3600')
      await drawer(page).getByText('Running', { exact: true }).waitFor()
      await drawer(page).getByRole('button', { name: 'Stop' }).click()
      await drawer(page).getByText('Stopped', { exact: true }).waitFor()
      expect(new URL(page.url()).searchParams.get('import')).toMatch(/./)
      await drawer(page).getByRole('button', { name: 'Go on' }).click()
      await drawer(page).getByText('Running', { exact: true }).waitFor()
      await drawer(page).getByRole('button', { name: 'Cancel …' }).click()
      await page.getByRole('button', { name: 'Cancel the import' }).click()
      await drawer(page).getByText('Cancelled', { exact: true }).waitFor()
      await page.keyboard.press('Escape')
      await table(page).getByText('Cancelled', { exact: true }).waitFor()
    }))

  it('lists what failed with reason and link, and tries it again', () =>
    onPage(app, { path: PATH }, async (page) => {
      const [failing] = app.clickup.state.tasksByList.get(aList(app).listId) ?? []
      app.clickup.failNext({
        matching: new RegExp(`GET /v2/task/${failing?.id}`),
        status: 403,
        body: { err: 'no', ECODE: 'ACCESS_999' },
        times: Infinity,
      })
      try {
        await openForm(page)
        await start(page, '0')
        await drawer(page).getByText('Completed', { exact: true }).waitFor()
      } finally {
        app.clickup.clearFaults()
      }
      await drawer(page).getByText('1 task failed').waitFor()
      const failed = drawer(page).locator('.failed-tasks li')
      expect(await failed.getByRole('link').getAttribute('href')).toContain(`task=${failing?.id}`)
      expect(await failed.locator('.error-text').innerText()).toMatch(/may not see/)

      await drawer(page).getByRole('button', { name: 'Try the failed ones again' }).click()
      await drawer(page).getByText('100 % succeeded').waitFor()
      await drawer(page).getByText('1 task failed').waitFor({ state: 'hidden' })
    }))

  it('makes applicants in Huntflow, of an organisation and a vacancy that are chosen', async () => {
    await connectHuntflow(app)
    await onPage(app, { path: PATH }, async (page) => {
      await openForm(page)
      await form(page).getByLabel('Into Huntflow').check()
      await form(page).getByRole('button', { name: 'Start' }).click()
      await form(page).getByText('Choose the organisation.').waitFor()
      await form(page).getByLabel('Organisation').selectOption(String(app.huntflow.accountId))
      await expect.poll(() => form(page).getByLabel('Vacancy').isEnabled()).toBe(true)
      await form(page).getByLabel('Vacancy').selectOption({ index: 1 })
      await start(page, '3600')
      await drawer(page).getByText('Into Huntflow').waitFor()
      await drawer(page).getByRole('button', { name: 'Stop' }).click()
      await drawer(page).getByText('Stopped', { exact: true }).waitFor()
    })
  })

  it('is looked at by members, who change nothing', () =>
    onPage(app, { path: PATH, role: 'MEMBER' }, async (page) => {
      await page.getByText('Only administrators start, stop and cancel imports.').waitFor()
      expect(await page.getByRole('button', { name: 'New import …' }).count()).toBe(0)
      await table(page).locator('.row-link').first().click()
      await drawer(page).getByText('Stopped', { exact: true }).waitFor()
      expect(await drawer(page).getByRole('button', { name: 'Go on' }).count()).toBe(0)
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, { path: PATH, ready: (page) => table(page).waitFor() }))

  it('is so with an import open', () =>
    expectEveryLook(app, {
      path: PATH,
      ready: async (page) => {
        await table(page).locator('.row-link').first().click()
        await drawer(page).getByRole('progressbar').waitFor()
      },
    }))

  it('is so while one is asked for', () => expectEveryLook(app, { path: PATH, ready: openForm }))
})
