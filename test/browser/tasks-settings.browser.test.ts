import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAs } from './support/answer-as.ts'
import { aList, chooseList, connectClickup } from './support/clickup-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'
import { startTasksApp, type TasksApp } from './support/tasks-app.ts'

const PATH = '/tasks/settings'

let app: TasksApp

beforeAll(async () => {
  app = await startTasksApp()
})
afterAll(() => app.close())

const level = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const own = (page: Page) => page.getByRole('radio', { name: /^Another list/ })
const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()
const stored = async () => (await app.test.call('GET', '/api/tasks/settings')).body

describe('the list of pushed tasks', () => {
  it('is that of the ClickUp tasks; another one needs a connection', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByText(/^None is chosen there/).waitFor()
      await page.getByText('ClickUp is not connected yet.').waitFor()
      await connectClickup(app)
      await chooseList(app, aList(app))
    }))

  it('is chosen beside that one, level by level', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByText(`Now: ${aList(app).name}`).waitFor()
      await own(page).check()
      await page.getByText('1 setting is not saved').waitFor()
      await expect.poll(() => level(page, 'List').isEnabled()).toBe(true)
      await save(page)
      await page.getByText('Choose the list, or take the list of the ClickUp tasks.').waitFor()
      await expect
        .poll(() => level(page, 'List').evaluate((field) => field === document.activeElement))
        .toBe(true)

      await level(page, 'List').selectOption({ index: 1 })
      const listId = await level(page, 'List').inputValue()
      await save(page)
      await page.getByText('The settings are saved.').waitFor()
      expect(await stored()).toMatchObject({ listId })
    }))

  it('is shown by its name when the page is opened again, and given up for the other', () =>
    onPage(app, { path: PATH }, async (page) => {
      await expect
        .poll(() => level(page, 'List').locator('option:checked').innerText())
        .not.toMatch(/^\d|Choose/)
      await level(page, 'Space').selectOption('')
      await page.getByRole('radio', { name: /^The list of the ClickUp tasks/ }).check()
      await page.getByText('1 setting is not saved').waitFor()
      await save(page)
      await page.getByText('The settings are saved.').waitFor()
      expect(await stored()).toMatchObject({ listId: null })
    }))
})

describe('the other settings', () => {
  it('say at the field what is wrong', () =>
    onPage(app, { path: PATH }, async (page) => {
      await level(page, 'Default assignee').fill('somebody')
      await save(page)
      await page.getByText('Write one e-mail address, or nothing.').waitFor()
      await expect
        .poll(() => level(page, 'Default assignee').evaluate((field) => field === document.activeElement))
        .toBe(true)
      await page.getByRole('button', { name: 'Discard' }).click()
      expect(await level(page, 'Default assignee').getAttribute('aria-invalid')).toBe('false')
    }))

  it('are kept, with the switches', () =>
    onPage(app, { path: PATH }, async (page) => {
      await level(page, 'Default assignee').fill(' ada@example.com ')
      const field = level(page, 'Field for the internal id')
      await field.getByRole('option').nth(1).waitFor({ state: 'attached' })
      await field.selectOption({ index: 1 })
      const markerFieldId = await field.inputValue()
      await page.getByRole('checkbox', { name: /^Announce tasks/ }).uncheck()
      await page.getByRole('checkbox', { name: /^Claims can be taken over/ }).check()
      await page.getByText('4 settings are not saved').waitFor()
      await save(page)
      await page.getByText('The settings are saved.').waitFor()
      expect(await stored()).toEqual({
        listId: null,
        markerFieldId,
        defaultAssigneeEmail: 'ada@example.com',
        announce: false,
        allowRelease: true,
        allowTakeOver: true,
      })
    }))

  it('name a field by its id where ClickUp cannot be asked, once that is known', () =>
    onPage(app, { path: '/tasks' }, async (page) => {
      await page.route('**/api/clickup/path-options**', (route) => answerAs(route, { detail: 'No.' }, 400))
      let release = (): void => {}
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      await page.route('**/api/connections', async (route) => {
        await released
        await route.continue()
      })
      await page
        .getByRole('navigation', { name: 'Parts of this screen' })
        .getByRole('link', { name: 'Settings' })
        .click()
      // What one types into must not be taken away for another kind of field.
      await page.getByRole('combobox', { name: 'Field for the internal id' }).waitFor()
      release()
      await page.getByRole('textbox', { name: 'Field for the internal id' }).fill('a field')
      await save(page)
      await page.getByText(/^A field’s id has letters/).waitFor()
    }))

  it('that cannot be saved stay typed, with the reason', () =>
    onPage(app, { path: PATH }, async (page) => {
      await level(page, 'Default assignee').waitFor()
      await page.route('**/api/tasks/settings', (route) => answerAs(route, { detail: 'Away.' }, 503))
      await level(page, 'Default assignee').fill('bo@example.com')
      await save(page)
      await page.getByRole('alert').getByText('Away.').waitFor()
      expect(await level(page, 'Default assignee').inputValue()).toBe('bo@example.com')
    }))

  it('are shown to members, who change nothing', () =>
    onPage(app, { path: PATH, role: 'MEMBER' }, async (page) => {
      await page.getByText('Only administrators change these settings.').waitFor()
      expect(await own(page).isDisabled()).toBe(true)
    }))

  it('are accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: PATH,
      ready: async (page) => {
        await own(page).check()
        await expect.poll(() => level(page, 'List').isEnabled()).toBe(true)
      },
    }))
})
