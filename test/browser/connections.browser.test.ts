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

beforeAll(async () => {
  clickup = await startSmallClickUp()
  app = await startBrowserApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    allow: [clickup.origin],
  })
})
afterAll(async () => {
  await app.close()
  await clickup.stop()
})

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function connect(page: Page, token: string, address = clickup.apiUrl): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Connect with ClickUp' })
  await dialog.getByLabel('Token', { exact: true }).fill(token)
  await dialog.getByLabel('Address').fill(address)
  await dialog.getByRole('button', { name: 'Save and test' }).click()
}

describe('connections with other services', () => {
  it('are made, tested, replaced and removed', () =>
    onPage(app, { path: PATH }, async (page) => {
      await button(page, 'Connect ClickUp').click()
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
      await button(page, 'Connect ClickUp').click()
      await connect(page, clickup.tokens.owner, 'https://example.com')

      const address = page.getByLabel('Address')
      await page
        .getByRole('dialog')
        .getByText(/example.com may not be called. Allowed:/)
        .waitFor()
      expect(await address.getAttribute('aria-invalid')).toBe('true')
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
