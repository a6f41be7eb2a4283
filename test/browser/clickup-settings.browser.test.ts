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

const PATH = '/clickup/settings'

let app: ClickupApp

beforeAll(async () => {
  app = await startClickupApp()
})
afterAll(() => app.close())

const level = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()

describe('the way to a list', () => {
  it('begins with a connection', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByText('ClickUp is not connected yet.').waitFor()
      expect(await level(page, 'Workspace').count()).toBe(0)
      await connectClickup(app)
    }))

  it('is chosen level by level, each asked for when its parent is chosen, and saved', () =>
    onPage(app, { path: PATH }, async (page) => {
      const wanted = aList(app)
      expect(await level(page, 'Space').isDisabled()).toBe(true)
      await page.getByText('Choose the Workspace first.').waitFor()
      await level(page, 'Workspace').selectOption(wanted.teamId)
      await level(page, 'Space').selectOption(wanted.spaceId)
      await page.getByText(/not saved/).waitFor()
      await save(page)
      await page.getByText('Choose the list, or take the Workspace out.').waitFor()
      expect(await level(page, 'List').getAttribute('aria-invalid')).toBe('true')

      await level(page, 'Folder').selectOption(wanted.folderId)
      await level(page, 'List').selectOption(wanted.listId)
      await save(page)
      await page.getByText('The settings are saved.').waitFor()
      await page.getByRole('region', { name: 'What ClickUp tells by itself' }).getByText('Active').waitFor()
      const { body } = await app.test.call<{ listName: string }>('GET', '/api/clickup/settings')
      expect(body.listName).toBe(wanted.name)

      await level(page, 'Space').selectOption('')
      expect(await level(page, 'List').inputValue()).toBe('')
      await page.getByRole('button', { name: 'Discard' }).click()
      expect(await level(page, 'List').inputValue()).toBe(wanted.listId)
    }))

  it('offers lists outside of folders, too', () =>
    onPage(app, { path: PATH }, async (page) => {
      const inFolder = await level(page, 'List').locator('option').allInnerTexts()
      await level(page, 'Folder').selectOption({ label: 'Outside of folders' })
      await expect.poll(() => level(page, 'List').isEnabled()).toBe(true)
      expect(await level(page, 'List').locator('option').allInnerTexts()).not.toEqual(inFolder)
      await page.getByRole('button', { name: 'Discard' }).click()
    }))

  it('says in its place what went wrong at a level, and tries again', () =>
    onPage(app, { path: '/clickup' }, async (page) => {
      app.clickup.failNext({
        matching: /\/space\/\w+\/folder/,
        status: 403,
        body: { err: 'no', ECODE: 'ACCESS_999' },
        times: Infinity,
      })
      await page
        .getByRole('navigation', { name: 'Parts of this screen' })
        .getByRole('link', { name: 'Settings' })
        .click()
      const field = page.locator('.field', { has: level(page, 'Folder') })
      await field.getByRole('alert').waitFor()
      expect(await level(page, 'Workspace').isEnabled()).toBe(true)
      app.clickup.clearFaults()
      await field.getByRole('button', { name: 'Try again' }).click()
      await expect.poll(() => level(page, 'Folder').isEnabled()).toBe(true)
    }))
})

describe('the numbers', () => {
  it.each([
    ['Minutes between two syncs', '0', '1441', /^Write whole minutes/],
    ['Most tasks of one sync', '-1', '1.5', /^Write a whole number/],
    ['Seconds between two tasks of an import', '3601', 'soon', /^Write seconds/],
  ])('say at the field what is wrong: %s', (...[label, low, high, words]) =>
    onPage(app, { path: PATH }, async (page) => {
      const field = page.getByLabel(label)
      for (const wrong of [low, high]) {
        await field.fill(wrong)
        await save(page)
        await page.getByRole('alert').getByText(words).waitFor()
        await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
      }
      await page.getByRole('button', { name: 'Discard' }).click()
      expect(await field.getAttribute('aria-invalid')).toBe('false')
    }),
  )

  it('are kept, with the switches', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByLabel('Minutes between two syncs').fill('15')
      await page.getByLabel('Seconds between two tasks of an import').fill('0,5')
      await page.getByRole('checkbox', { name: /^Sync by itself/ }).check()
      await save(page)
      await page.getByText('The settings are saved.').waitFor()
      const { body } = await app.test.call('GET', '/api/clickup/settings')
      expect(body).toMatchObject({ autoSync: true, syncIntervalMinutes: 15, importDelaySeconds: 0.5 })
    }))
})

describe('the kept tasks', () => {
  it('are forgotten after a question', async () => {
    await chooseList(app, aList(app))
    await syncOnce(app)
    await onPage(app, { path: PATH }, async (page) => {
      await page.getByRole('button', { name: 'Clear the cache …' }).click()
      const question = page.getByRole('dialog', { name: 'Forget all tasks that are kept here?' })
      await question.getByRole('button', { name: 'Forget them' }).click()
      await page.getByText('No task is kept here any more.').waitFor()
      const { body } = await app.test.call<{ items: unknown[] }>('GET', '/api/clickup/tasks')
      expect(body.items).toEqual([])
    })
  })

  it('and all the settings are shown to members, who change nothing', () =>
    onPage(app, { path: PATH, role: 'MEMBER' }, async (page) => {
      await page.getByText('Only administrators change these settings.').waitFor()
      expect(await page.getByLabel('Minutes between two syncs').isDisabled()).toBe(true)
      expect(await level(page, 'List').locator('option:checked').innerText()).toBe(aList(app).name)
      expect(await page.getByRole('button', { name: 'Clear the cache …' }).count()).toBe(0)
    }))

  it('and the settings are accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: PATH,
      ready: (page) => expect.poll(() => level(page, 'List').isEnabled()).toBe(true),
    }))
})
