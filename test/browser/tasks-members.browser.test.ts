import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlackMembers } from '../../ui/src/api/upsert-types.ts'
import { answerAs } from './support/answer-as.ts'
import { connectClickup } from './support/clickup-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'
import { connectSlack, connectSlackHook, startTasksApp, type TasksApp } from './support/tasks-app.ts'

const PATH = '/tasks/members'
const STRANGER = 'vera@elsewhere.example'

let app: TasksApp

beforeAll(async () => {
  app = await startTasksApp()
})
afterAll(() => app.close())

const table = (page: Page) => page.getByRole('table', { name: 'Members' })
// Everybody of ClickUp stands in every row, too: as a choice.
const rowOf = (page: Page, email: string) =>
  table(page)
    .locator('tbody tr')
    .filter({ has: page.getByRole('cell', { name: email, exact: true }) })

async function known(): Promise<SlackMembers> {
  return (await app.test.call<SlackMembers>('GET', '/api/slack/members')).body
}

describe('who in Slack is who in ClickUp', () => {
  it('is asked for once Slack is connected', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByText('Slack is not connected yet.').waitFor()
      await page.getByRole('link', { name: 'Set up Slack' }).click()
      await page.getByText('0 of 6 done').waitFor()
      await connectSlack(app)
    }))

  it('needs ClickUp, too', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page
        .getByRole('alert')
        .getByText(/ClickUp/)
        .waitFor()
      await connectClickup(app)
      await page.getByRole('button', { name: 'Try again' }).click()
      await table(page).waitFor()
    }))

  it('is known by the same e-mail, and never by a name', () =>
    onPage(app, { path: PATH }, async (page) => {
      const { items } = await known()
      const same = items.find(({ how }) => how === 'email')
      await rowOf(page, same?.email ?? '?')
        .getByText('E-mail', { exact: true })
        .waitFor()
      await rowOf(page, STRANGER).getByText('Not mapped', { exact: true }).waitFor()
    }))

  it('is chosen by hand, and taken back', () =>
    onPage(app, { path: `${PATH}?show=unmapped` }, async (page) => {
      const [person] = (await known()).clickupMembers
      const choice = rowOf(page, STRANGER).getByRole('combobox')
      await choice.selectOption(person?.id ?? '?')
      await page.getByText('Saved for Vera.').waitFor()
      // Who is mapped is not among the others any more.
      await rowOf(page, STRANGER).waitFor({ state: 'detached' })
      expect((await known()).items.find(({ email }) => email === STRANGER)).toMatchObject({
        how: 'by-hand',
        clickupUserId: person?.id,
      })

      await page.getByRole('button', { name: /^All/ }).click()
      await rowOf(page, STRANGER).getByText('Chosen by hand').waitFor()
      expect(await choice.inputValue()).toBe(person?.id)
      await choice.selectOption('')
      await rowOf(page, STRANGER).getByText('Not mapped', { exact: true }).waitFor()
    }))

  it('stays as it was where a choice cannot be saved, which is said beside it', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.route('**/api/slack/members/*', (route) => answerAs(route, { detail: 'Away.' }, 503))
      const choice = rowOf(page, STRANGER).getByRole('combobox')
      await choice.selectOption({ index: 1 })
      await rowOf(page, STRANGER).getByRole('alert').getByText('Away.').waitFor()
      expect(await choice.inputValue()).toBe('')
    }))

  it('is filtered by who is not mapped, and searched', () =>
    onPage(app, { path: PATH }, async (page) => {
      const unmapped = (await known()).items.filter(({ how }) => how === null).length
      await page.getByRole('button', { name: `Not mapped (${unmapped})` }).click()
      await page.waitForURL((url) => url.searchParams.get('show') === 'unmapped')
      await expect.poll(() => table(page).locator('tbody tr').count()).toBe(unmapped)
      await page.getByLabel('Search').fill('nobody is called so')
      await page.getByText('Nobody matches.').waitFor()
    }))

  it('is for administrators', () =>
    onPage(app, { path: PATH, role: 'MEMBER' }, async (page) => {
      await page.getByText(/seen and changed by administrators only/).waitFor()
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, { path: PATH, ready: (page) => table(page).waitFor() }))

  it('is known of those only who have clicked, through an incoming webhook', async () => {
    await connectSlackHook(app)
    await onPage(app, { path: PATH }, async (page) => {
      await page.getByText(/^Through an incoming webhook/).waitFor()
      await page.getByText('Nobody has clicked yet.').waitFor()
    })
  })
})
