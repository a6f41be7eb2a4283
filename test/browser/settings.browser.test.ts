import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBrowserApp, type BrowserApp } from './support/browser-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'

let app: BrowserApp

beforeAll(async () => {
  app = await startBrowserApp({ env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' } })
})
afterAll(() => app.close())

const onSettings = (tab: string, use: (page: Page) => Promise<void>, role?: 'MEMBER') =>
  onPage(app, { path: `/settings/${tab}`, ...(role ? { role } : {}) }, use)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })
const statusWith = async (key: string) => (await app.test.call('GET', '/api/jobs', { token: key })).status

/** Makes a key by the dialog and gives it, as it is shown this once. */
async function makeKey(page: Page, label: string, role: string): Promise<string> {
  await button(page, 'New API key').click()
  const form = dialog(page, 'New API key')
  await form.getByLabel('What it is for').fill(label)
  await form.getByRole('radio', { name: role }).check()
  await form.getByRole('button', { name: 'Make the key' }).click()
  return dialog(page, `The key “${label}”`).getByRole('textbox', { name: 'API key' }).inputValue()
}

describe('API keys', () => {
  it('are made, shown once, let programs in, and are deleted after a question', () =>
    onSettings('api-keys', async (page) => {
      const key = await makeKey(page, 'The nightly export', 'Reader')
      const shown = dialog(page, 'The key “The nightly export”')
      await page.keyboard.press('Escape')
      await shown.getByText(/^This is the only time that the key is shown/).waitFor()
      await button(page, 'I have stored the key').click()
      await shown.waitFor({ state: 'hidden' })
      await row(page, 'The nightly export')
        .getByRole('cell', { name: /^Reader/ })
        .waitFor()
      expect(await page.content()).not.toContain(key)
      expect(await statusWith(key)).toBe(200)

      await button(page, 'Delete The nightly export').click()
      const question = dialog(page, 'Delete the key “The nightly export”?')
      await question.getByRole('button', { name: 'Leave as it is' }).click()
      expect(await statusWith(key)).toBe(200)
      await button(page, 'Delete The nightly export').click()
      await question.getByRole('button', { name: 'Delete' }).click()
      await page.getByText('The key “The nightly export” is deleted.').waitFor()
      await row(page, 'The nightly export').waitFor({ state: 'hidden' })
      expect(await statusWith(key)).toBe(401)
    }))

  it('need to say what they are for', () =>
    onSettings('api-keys', async (page) => {
      await button(page, 'New API key').click()
      const label = dialog(page, 'New API key').getByLabel('What it is for')
      await label.fill('   ')
      await button(page, 'Make the key').click()

      expect(await label.evaluate((input: HTMLInputElement) => input.validity.valid)).toBe(false)
      await dialog(page, 'New API key').waitFor()
    }))

  it('show who is signed in with one, and warn him before he deletes it', () =>
    onPage(app, { path: '/settings/api-keys', token: '' }, async (page) => {
      const { body } = await app.test.call<{ key: string }>('POST', '/api/api-keys', {
        body: { role: 'admin', label: 'My own' },
      })
      await page.getByLabel('API key').fill(body.key)
      await button(page, 'Sign in').click()
      await row(page, 'My own').getByText('You are signed in with this one').waitFor()
      await button(page, 'Delete My own').click()
      const question = dialog(page, 'Delete the key “My own”?')
      await question.getByText(/you will be signed out/).waitFor()
      await question.getByRole('button', { name: 'Delete' }).click()

      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    }))
})

describe('hand-made webhooks', () => {
  it('are registered, bring their events, and are removed', () =>
    onSettings('hooks', async (page) => {
      const { sandbox } = app.test
      await page.getByText('No hand-made webhooks yet').waitFor()
      await button(page, 'Register a webhook').click()
      const form = dialog(page, 'Register a webhook')
      await form.getByRole('button', { name: 'Register' }).click()
      await form.getByText(/^An event's name has letters/).waitFor()
      await form.getByText(/^A token has at least 8 characters/).waitFor()

      // As the steps in the dialog say: Clockify makes the webhook, and its address is put right at the end.
      const hook = sandbox.createUserWebhook({ url: 'https://example.com', event: 'NEW_TAG' })
      await form.getByLabel('Event', { exact: true }).fill('new tag')
      await form.getByLabel('Token', { exact: true }).fill(hook.token)
      await form.getByRole('button', { name: 'Register' }).click()
      const added = dialog(page, 'One step is left in Clockify')
      const url = await added.getByRole('textbox', { name: 'Address for Clockify' }).inputValue()
      await added.getByRole('button', { name: 'Close' }).click()
      await row(page, 'NEW_TAG').getByText(url).waitFor()

      const asked = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'clockify-signature': hook.token },
        body: '{}',
      })
      expect(asked.status).toBeLessThan(300)
      await page.getByRole('link', { name: 'Webhooks', exact: true }).click()
      await page.getByRole('link', { name: 'New tag' }).waitFor()
      await page.goBack()

      await button(page, 'Delete NEW_TAG').click()
      await dialog(page, 'Delete the webhook for NEW_TAG?').getByRole('button', { name: 'Delete' }).click()
      await page.getByText('No hand-made webhooks yet').waitFor()
    }))
})

describe('the appearance', () => {
  it('is chosen by its owner, and lasts over a reload', () =>
    onPage(app, { path: '/settings/appearance', token: '' }, async (page) => {
      const { body } = await app.test.call<{ key: string }>('POST', '/api/api-keys', {
        body: { role: 'reader', label: 'Appearance' },
      })
      await page.getByLabel('API key').fill(body.key)
      await button(page, 'Sign in').click()
      await page.getByRole('radio', { name: 'Dark' }).check()
      await page.getByRole('radio', { name: 'Español' }).click()
      await page.getByRole('heading', { level: 1, name: 'Ajustes' }).waitFor()
      await page.reload()
      await page.getByRole('heading', { level: 1, name: 'Ajustes' }).waitFor()

      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
      expect(await page.locator('html').getAttribute('lang')).toBe('es')
      expect(await page.getByRole('radio', { name: 'Español' }).isChecked()).toBe(true)
    }))

  it('is switched in the bar at the top too', () =>
    onPage(app, { path: '/jobs', context: { colorScheme: 'light' } }, async (page) => {
      await button(page, 'Switch to dark colours').click()
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
      await page.getByRole('combobox', { name: 'Language' }).selectOption('RU')

      await page.getByRole('heading', { level: 1, name: 'Задания' }).waitFor()
    }))
})

describe('a member', () => {
  for (const [tab, why] of [
    ['api-keys', /^API keys let programs and people in, so only administrators/],
    ['hooks', /^Hand-made webhooks bring events into the workspace, so only administrators/],
  ] as const)
    it(`is told why ${tab} are not his`, () =>
      onSettings(
        tab,
        async (page) => {
          await page.getByText(why).waitFor()
          await page.getByText('You are signed in as: Member.').waitFor()

          expect(await page.locator('main').getByRole('button').count()).toBe(0)
        },
        'MEMBER',
      ))

  it('comes first to what concerns him', () =>
    onPage(app, { path: '/settings', role: 'MEMBER' }, (page) =>
      page.getByText(/^The add-on is installed in the workspace .* and works\.$/).waitFor(),
    ))
})

const TABS = {
  'api-keys': 'New API key',
  hooks: 'Register a webhook',
  events: 'CLOCKIFY_WEBHOOK_EVENTS',
  limits: 'Requests per hour',
  connections: 'Id of the workspace:',
  appearance: 'Español',
  about: /^Version \d/,
} as const

describe('each part of the settings', () => {
  for (const [tab, text] of Object.entries(TABS))
    it(`${tab} is accessible by light, by dark and on a phone`, async () => {
      await app.test.call('POST', '/api/api-keys', { body: { role: 'member', label: 'For the list' } })
      await expectEveryLook(app, {
        path: `/settings/${tab}`,
        ready: async (page) => {
          await page.getByText(text).first().waitFor()
          await page.locator('.skeleton').first().waitFor({ state: 'detached' })
        },
      })
    })

  it('asks accessibly too', () =>
    expectEveryLook(app, {
      path: '/settings/api-keys',
      ready: (page) => makeKey(page, 'Seen everywhere', 'Admin'),
    }))
})
