import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aList,
  chooseList,
  connectClickup,
  startClickupApp,
  syncOnce,
  type ClickupApp,
} from './support/clickup-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'

let app: ClickupApp

beforeAll(async () => {
  app = await startClickupApp({ size: { tasks: 120 } })
})
afterAll(() => app.close())

const tasksOf = (page: Page) => page.getByRole('table', { name: 'Tasks' })
const sync = (page: Page) => page.getByRole('region', { name: 'Sync with ClickUp' })

describe('before there are tasks', () => {
  it('each screen says the one thing to do: connect, choose a list, sync', async () => {
    await onPage(app, { path: '/clickup' }, async (page) => {
      await page.getByText('ClickUp is not connected yet.').waitFor()
      await page.getByRole('link', { name: 'Connect ClickUp' }).click()
      await page.getByRole('region', { name: 'ClickUp' }).waitFor()
      expect(new URL(page.url()).pathname).toBe('/ui/settings/connections')
    })
    await connectClickup(app)
    await onPage(app, { path: '/clickup' }, async (page) => {
      await page.getByText('No list is chosen yet.').waitFor()
      await page.getByRole('link', { name: 'Choose a list' }).click()
      await page.getByRole('heading', { name: 'Which list' }).waitFor()
    })
    // With a webhook, the list would be read by itself.
    app.clickup.failNext({ matching: /\/webhook/, status: 400, times: Infinity })
    await chooseList(app, aList(app))
    await onPage(app, { path: '/clickup', role: 'MEMBER' }, async (page) => {
      await page.getByText('The list was not read yet.').waitFor()
      expect(await page.getByRole('button', { name: 'Sync now' }).isDisabled()).toBe(true)
      await page.getByText('Only administrators sync by hand.').waitFor()
    })
  })

  it('the first sync is followed while it runs, and says what it brought', () =>
    onPage(app, { path: '/clickup' }, async (page) => {
      const held = app.clickup.holdNext(/GET \/v2\/list\/\w+\/task/)
      await page.getByRole('button', { name: 'Sync now' }).click()
      await held.asked
      await sync(page).getByRole('progressbar').waitFor()
      held.release()
      await sync(page).getByText('Success', { exact: true }).waitFor()
      await sync(page)
        .getByText(/^\d+ created · 0 updated · 0 unchanged · 0 removed$/)
        .waitFor()
      await tasksOf(page).waitFor()
      app.clickup.clearFaults()
    }))
})

describe('tasks', () => {
  beforeAll(async () => {
    await connectClickup(app)
    await chooseList(app, aList(app))
    await syncOnce(app)
  })

  it('come twenty at a time, and are searched and filtered by the address', () =>
    onPage(app, { path: '/clickup' }, async (page) => {
      const links = tasksOf(page).locator('.row-link')
      await links.first().waitFor()
      expect(await tasksOf(page).getAttribute('aria-rowcount')).toBe('-1')
      await page.getByRole('button', { name: 'Show more' }).click()
      await expect.poll(() => tasksOf(page).getAttribute('aria-rowcount')).not.toBe('-1')

      const status = page.getByLabel('Status')
      await status.selectOption({ index: 1 })
      const chosen = await status.inputValue()
      await expect.poll(() => new URL(page.url()).searchParams.get('status')).toBe(chosen)
      await expect
        .poll(async () => new Set(await tasksOf(page).locator('tbody .status-mark').allInnerTexts()))
        .toEqual(new Set([chosen]))

      await page.getByLabel('Search').fill('no task is called so')
      await page.getByText('No task matches these filters.').waitFor()
      await page.getByRole('link', { name: 'Show all tasks' }).click()
      await links.first().waitFor()
      expect(new URL(page.url()).search).not.toContain('status')
      expect(await page.getByLabel('Search').inputValue()).toBe('')
    }))

  it('are filtered by assignee and tag as they occur', () =>
    onPage(app, { path: '/clickup' }, async (page) => {
      await tasksOf(page).waitFor()
      for (const menu of ['Assignee', 'Tag']) {
        await page.getByLabel(menu).selectOption({ index: 1 })
        const wanted = await page.getByLabel(menu).inputValue()
        await expect
          .poll(async () => {
            const rows = await tasksOf(page).locator('tbody tr.open-row').allInnerTexts()
            return rows.length > 0 && rows.every((row) => row.includes(wanted))
          })
          .toBe(true)
        await page.getByRole('button', { name: 'Clear filters' }).click()
      }
    }))

  it('open in a drawer with fields in words, files, comments and the way to ClickUp', () =>
    onPage(app, { path: '/clickup' }, async (page) => {
      const task = aTaskInFull()
      await page.getByLabel('Search').fill(task.id)
      await expect.poll(() => tasksOf(page).locator('tbody tr.open-row').count()).toBe(1)
      await tasksOf(page).locator('.row-link').click()
      const drawer = page.getByRole('dialog', { name: task.name.trim() })
      await drawer.getByRole('heading', { name: 'Custom fields' }).waitFor()
      await drawer.getByRole('heading', { name: /^\d+ attachments?$/ }).waitFor()
      await drawer.getByRole('heading', { name: /^\d+ comments?$/ }).waitFor()
      expect(await drawer.locator('.attachment a').first().getAttribute('href')).toMatch(/^http/)
      expect(await drawer.locator('.attachment .help').first().innerText()).toMatch(/byte|kB|MB/)
      expect(await drawer.getByRole('link', { name: 'Open in ClickUp' }).getAttribute('href')).toContain(
        task.id,
      )
      await page.keyboard.press('Escape')
      await drawer.waitFor({ state: 'hidden' })
      await page.waitForURL((url) => !url.searchParams.has('task'))
    }))

  it('that are not kept say so', () =>
    onPage(app, { path: '/clickup?task=none' }, async (page) => {
      await page.getByRole('dialog').getByText('This task is not kept here (any more).').waitFor()
    }))

  it('are read by members, who transfer nothing', () =>
    onPage(app, { path: '/clickup', role: 'MEMBER' }, async (page) => {
      await tasksOf(page).locator('.row-link').first().click()
      await page.getByRole('dialog').getByText('Only administrators transfer tasks to Huntflow.').waitFor()
      expect(await page.getByRole('button', { name: 'Transfer to Huntflow' }).count()).toBe(0)
    }))

  it('of a ClickUp that is away are shown as they were read', () =>
    onPage(app, { path: '/clickup' }, async (page) => {
      app.clickup.failNext({ matching: /\/task\//, status: 503, times: Infinity })
      try {
        await tasksOf(page).locator('.row-link').nth(3).click()
        await page
          .getByRole('dialog')
          .getByText(/ClickUp could not be asked just now/)
          .waitFor()
      } finally {
        app.clickup.clearFaults()
      }
    }))

  it('are accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, { path: '/clickup', ready: (page) => tasksOf(page).waitFor() }))

  it('one of them is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: `/clickup?task=${aTaskInFull().id}`,
      ready: (page) => page.getByRole('heading', { name: /comments?$/ }).waitFor(),
    }))
})

/** One with files and comments. */
function aTaskInFull(): { readonly id: string; readonly name: string } {
  const { tasksByList, commentsByTask } = app.clickup.state
  for (const task of tasksByList.get(aList(app).listId) ?? [])
    if (task.attachments.length > 0 && (commentsByTask.get(task.id)?.length ?? 0) > 0) return task
  throw new Error('no task of the list has files and comments')
}

describe('the sync log', () => {
  const log = (page: Page) => page.getByRole('table', { name: 'Sync log' })

  it('has a row for each reading, with what went wrong in full on demand', () =>
    onPage(app, { path: '/clickup/syncs' }, async (page) => {
      await log(page).getByText('By hand').first().waitFor()
      const before = await log(page).getByText('Failed', { exact: true }).count()
      app.clickup.failNext({
        matching: /GET \/v2\/list\/\w+\/task/,
        status: 401,
        body: { err: 'Token invalid', ECODE: 'OAUTH_025' },
        times: Infinity,
      })
      try {
        await page.getByRole('button', { name: 'Sync now' }).click()
        await expect.poll(() => log(page).getByText('Failed', { exact: true }).count()).toBe(before + 1)
      } finally {
        app.clickup.clearFaults()
      }
      await log(page).getByText('What went wrong').first().click()
      await log(page)
        .getByText(/does not know this token/)
        .first()
        .waitFor()
    }))

  it('shows a whole reading as such, live', () =>
    onPage(app, { path: '/clickup/syncs' }, async (page) => {
      const held = app.clickup.holdNext(/GET \/v2\/list\/\w+\/task/)
      await page.getByRole('button', { name: 'Read everything again' }).click()
      await held.asked
      await log(page).getByRole('progressbar').waitFor()
      expect(await page.getByRole('button', { name: 'Sync now' }).isDisabled()).toBe(true)
      held.release()
      await log(page).getByRole('progressbar').waitFor({ state: 'hidden' })
      await log(page).getByText('By hand · everything').first().waitFor()
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, { path: '/clickup/syncs', ready: (page) => log(page).waitFor() }))
})
