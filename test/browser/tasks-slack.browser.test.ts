import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAs } from './support/answer-as.ts'
import { aList, chooseList, connectClickup, until } from './support/clickup-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'
import {
  clickNewest,
  connectSlack,
  connectSlackHook,
  push,
  startTasksApp,
  type TasksApp,
} from './support/tasks-app.ts'

const PATH = '/tasks/slack'

let app: TasksApp

beforeAll(async () => {
  app = await startTasksApp()
})
afterAll(() => app.close())

const step = (page: Page, heading: RegExp) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: heading }) })
const test = (page: Page) => page.getByRole('button', { name: 'Send test message' })
const doneSteps = (page: Page) => page.locator('.setup-step.is-done h2').allInnerTexts()

describe('before Slack is connected', () => {
  it('every step is to be done, the first with a manifest to copy', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByText('0 of 6 done').waitFor()
      await page.getByText('App manifest', { exact: true }).first().click()
      const manifest = page.getByRole('region', { name: 'App manifest' })
      expect(JSON.parse(await manifest.innerText())).toMatchObject({
        settings: { interactivity: { is_enabled: false } },
      })
      await page.getByText(/^It holds no Request URL yet/).waitFor()
      expect(await test(page).isDisabled()).toBe(true)
      await step(page, /^Tell Slack/)
        .getByText('The address is known once step 3 is done.')
        .waitFor()
    }))

  it('step 3 asks for what Slack has given, in the same dialog as the connections', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByRole('button', { name: 'Connect with Slack' }).click()
      const dialog = page.getByRole('dialog', { name: 'Connect with Slack' })
      await dialog.getByLabel(/signing secret/i).waitFor()
      await dialog.getByRole('button', { name: 'Cancel' }).click()
      await dialog.waitFor({ state: 'hidden' })
    }))

  it('members see the steps, and that they do not take them', () =>
    onPage(app, { path: PATH, role: 'MEMBER' }, async (page) => {
      await page.getByText('Only administrators of the workspace connect services.').waitFor()
      await page.getByText('Only administrators send test messages.').waitFor()
      expect(await test(page).count()).toBe(0)
    }))

  it('what cannot be read says so, and is tried again', () =>
    onPage(app, { path: '/tasks' }, async (page) => {
      await page.route('**/api/slack/setup', (route) => answerAs(route, { detail: 'No luck.' }, 500))
      await page
        .getByRole('navigation', { name: 'Parts of this screen' })
        .getByRole('link', { name: 'Slack' })
        .click()
      await page.getByRole('alert').getByText('No luck.').waitFor()
      await page.unroute('**/api/slack/setup')
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByText('0 of 6 done').waitFor()
    }))
})

describe('with a bot', () => {
  beforeAll(() => connectSlack(app))

  it('what the connection shows is done, and the address for clicks is there, with a warning', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByText('3 of 6 done').waitFor()
      expect(await doneSteps(page)).toEqual([
        'Make the Slack app',
        'Install it',
        'Save token, signing secret and channel',
      ])
      expect(await page.getByLabel('Request URL').inputValue()).toContain(
        `${app.test.baseUrl}/webhooks/slack/`,
      )
      await page.getByText(/^Slack cannot reach this address/).waitFor()
    }))

  it('a test message is sent, and what Slack says of it is shown', () =>
    onPage(app, { path: PATH }, async (page) => {
      app.slack.failNext({ matching: /chat\.postMessage/, error: 'not_in_channel' })
      await test(page).click()
      await page.getByText('Slack has not taken it.').waitFor()
      await test(page).click()
      await page.getByText('Slack has taken it. Look into the channel.').waitFor()
      await page.getByText('4 of 6 done').waitFor()
      expect(app.slack.messages(app.slack.channels.claims)).toHaveLength(1)

      await page.route('**/api/slack/test-message', (route) => answerAs(route, { detail: 'Away.' }, 503))
      await test(page).click()
      await page.getByRole('alert').getByText('Away.').waitFor()
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: PATH,
      ready: async (page) => {
        await page.getByText('App manifest', { exact: true }).first().click()
        await page.getByRole('region', { name: 'App manifest' }).waitFor()
      },
    }))

  it('the first click is noticed while the page is looked at', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByText(/^No click has arrived yet/).waitFor()
      await connectClickup(app)
      await chooseList(app, aList(app))
      const before = app.slack.messages(app.slack.channels.claims).length
      await push(app, { internalId: 'FIRST', title: 'To be clicked' })
      await until(() => Promise.resolve(app.slack.messages(app.slack.channels.claims).length > before))
      await clickNewest(app, 'claim_task', 'vera@elsewhere.example')
      await page.getByText(/^A click has arrived/).waitFor()
      await page.getByText('6 of 6 done').waitFor()
    }))
})

describe('with an incoming webhook', () => {
  beforeAll(() => connectSlackHook(app))

  it('it says what does not work with one', () =>
    onPage(app, { path: PATH }, async (page) => {
      const notice = page.getByRole('region', { name: 'An incoming webhook can only post' })
      await notice.getByText(/^A message stays as it was posted/).waitFor()
      await test(page).click()
      await page.getByText('Slack has taken it. Look into the channel.').waitFor()
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: PATH,
      ready: (page) => page.getByRole('region', { name: 'An incoming webhook can only post' }).waitFor(),
    }))
})
