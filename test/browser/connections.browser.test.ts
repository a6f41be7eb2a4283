import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClickUpSandbox } from '../../server/sandbox/clickup/index.ts'
import { startSmallClickUp } from '../support/clickup-caller.ts'
import { startBrowserApp, type BrowserApp } from './support/browser-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'

const ACCOUNT = 'Amara Okafor (amara.okafor@northwind.example): Northwind Studio'
const PATH = '/settings/connections'

let clickup: ClickUpSandbox
let app: BrowserApp
const redirectUris: string[] = []

beforeAll(async () => {
  clickup = await startSmallClickUp({ redirectUris })
  app = await startBrowserApp({
    env: {
      AUTO_BOOTSTRAP_ON_INSTALL: 'false',
      CLICKUP_CLIENT_ID: clickup.clientId,
      CLICKUP_CLIENT_SECRET: clickup.clientSecret,
      CLICKUP_API_URL: clickup.apiUrl,
    },
    allow: [clickup.origin],
  })
  redirectUris.push(`${app.test.baseUrl}/connections/clickup/callback`)
})
afterAll(async () => {
  await app.close()
  await clickup.stop()
})

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** With a session of this server, as outside of Clockify. */
async function signIn(page: Page): Promise<void> {
  const { body } = await app.test.call<{ key: string }>('POST', '/api/api-keys', { body: { role: 'admin' } })
  const url = `${app.test.baseUrl}/api/session`
  await page.context().request.post(url, { data: { apiKey: body.key } })
  await page.goto(`${app.test.baseUrl}/ui${PATH}`)
}

async function connect(page: Page, token: string, address = clickup.apiUrl): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Connect with ClickUp' })
  await dialog.getByLabel('Token', { exact: true }).fill(token)
  await dialog.getByLabel('Address').fill(address)
  await dialog.getByRole('button', { name: 'Save and test' }).click()
}

describe('connections with other services', () => {
  it('are made, tested, replaced and removed', () =>
    onPage(app, { path: PATH }, async (page) => {
      await button(page, 'Use a token ClickUp').click()
      await connect(page, 'pk_unknown-to-clickup')
      const clickUp = card(page, 'ClickUp')
      await clickUp.getByText(/does not know this token/).waitFor()
      await clickUp.getByText('Does not work').waitFor()

      await button(page, 'Replace ClickUp').click()
      await connect(page, clickup.tokens.owner)
      await clickUp.getByText(`As: ${ACCOUNT}`).waitFor()
      await button(page, 'Test ClickUp').click()
      await page.getByText(`ClickUp works: ${ACCOUNT}`).first().waitFor()
      expect(await page.content()).not.toContain(clickup.tokens.owner)

      await button(page, 'Remove ClickUp').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
      await clickUp.getByText('Not connected').waitFor()
    }))

  it('say at the field what is wrong', () =>
    onPage(app, { path: PATH }, async (page) => {
      await button(page, 'Use a token ClickUp').click()
      await connect(page, clickup.tokens.owner, 'https://example.com')

      const address = page.getByLabel('Address')
      await page
        .getByRole('dialog')
        .getByText(/example.com may not be called. Allowed:/)
        .waitFor()
      expect(await address.getAttribute('aria-invalid')).toBe('true')
    }))

  it('are made by agreeing on the page of the service', () =>
    onPage(app, { path: PATH, token: '' }, async (page) => {
      await signIn(page)
      await button(page, 'Connect with ClickUp').click()
      const clickUp = card(page, 'ClickUp')
      await clickUp.getByText('ClickUp has agreed, and Switchyard is connected.').waitFor()
      await clickUp.getByText(`As: ${ACCOUNT}`).waitFor()

      expect(new URL(page.url()).pathname).toBe(`/ui${PATH}`)
    }))

  it('say so when somebody did not agree, accessibly', () =>
    expectEveryLook(app, {
      path: `${PATH}?clickup=refused`,
      ready: (page) => page.getByText('ClickUp was not connected').waitFor(),
    }))

  it('are begun anew where nobody waits for an answer', () =>
    onPage(app, { path: PATH, token: '' }, async (page) => {
      await signIn(page)
      await page.goto(`${redirectUris[0]}?code=x&state=y`)
      await page.getByRole('heading', { name: 'Not connected with ClickUp' }).waitFor()
      await page.getByRole('link').click()
      await button(page, 'Connect with ClickUp').waitFor()
    }))

  it('are shown to members, who cannot change them', () =>
    onPage(app, { path: PATH, role: 'MEMBER' }, async (page) => {
      await card(page, 'Jira').getByText('Not connected').waitFor()
      await page.getByText('Only administrators of the workspace connect services.').waitFor()

      expect(await page.locator('main').getByRole('button').count()).toBe(0)
    }))

  it('are asked for accessibly', () =>
    expectEveryLook(app, {
      path: PATH,
      ready: async (page) => {
        await button(page, 'Connect Jira').click()
        await page.getByRole('dialog', { name: 'Connect with Jira' }).waitFor()
      },
    }))
})
