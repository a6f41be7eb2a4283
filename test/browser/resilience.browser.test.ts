import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddedDatabase, type EmbeddedDatabase } from '../../scripts/drills/databases.ts'
import type { ServerProcess } from '../../scripts/drills/server-process.ts'
import { operatedServers, type OperatedServers } from '../journeys/support/operated-server.ts'
import { launchBrowser } from '../support/browser.ts'
import { expectAccessible, pagesOf, type BrowserPages } from './support/browser-app.ts'
import { onPage } from './support/looks.ts'

// A server as a process of its own: it can be killed, and started again on the same database and port.
let servers: OperatedServers
let database: EmbeddedDatabase
let server: ServerProcess
let pages: BrowserPages

beforeAll(async () => {
  servers = await operatedServers()
  database = await embeddedDatabase()
  server = await servers.server(database.env)
  await server.start()
  await servers.sandbox.install({ baseUrl: server.baseUrl })
  pages = pagesOf({
    browser: await launchBrowser(),
    baseUrl: server.baseUrl,
    token: (role) => servers.sandbox.userToken({ role }),
  })
})
afterAll(async () => {
  await pages.browser.close()
  await servers.stop()
  await database.drop()
})

const PHONE = { colorScheme: 'dark', viewport: { width: 360, height: 740 } } as const
// Clocks differ, so that the server takes a token for so long after its end.
const TOLERANCE = 30
const VALID_SECONDS = 12
const LOST = 'Connection lost, trying again'

const until = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor()
const nameField = (page: Page) => page.getByRole('textbox', { name: /^name/ })
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click()
const goTo = (page: Page, screen: string) =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click()
// Awaited before a server is killed: a part that is lost on its way stays lost until the page is loaded anew.
const screenOf = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title })
const projectNames = () => [...servers.sandbox.state.projects.values()].map(({ name }) => name)

async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('API key').fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await until(page, 'Live')
}

async function newKey(): Promise<{ readonly id: string; readonly key: string }> {
  const answer = await fetch(`${server.baseUrl}/api/api-keys`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${servers.sandbox.userToken({ role: 'OWNER' })}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ role: 'admin', label: 'resilience' }),
  })
  return (await answer.json()) as { id: string; key: string }
}

const statusWith = async (token: string): Promise<number> =>
  (await fetch(`${server.baseUrl}/api/session`, { headers: { authorization: `Bearer ${token}` } })).status

describe('a server that goes away and comes back', () => {
  it('is waited for: the page says so, keeps what was typed, and goes on by itself', () =>
    onPage(pages, { path: '/studio/clockify/createNewProject' }, async (page) => {
      await until(page, 'Live')
      await nameField(page).fill('Typed before the fall')
      await server.kill()
      await until(page, LOST)
      await send(page)
      await page.getByText(/^The server cannot be reached\./).waitFor()
      await expectAccessible(page)

      await server.start()
      await until(page, 'Live')
      expect(await nameField(page).inputValue()).toBe('Typed before the fall')
      await send(page)
      await page.getByRole('tab', { name: 'Tree' }).waitFor()
      expect(projectNames()).toContain('Typed before the fall')
    }))

  it('brings what happened meanwhile, and what happens afterwards, without reloading', () =>
    onPage(pages, { path: '/webhooks' }, async (page) => {
      await until(page, 'Live')
      await screenOf(page, 'Webhook events').waitFor()
      const entities = page.getByRole('table', { name: 'Webhook events' })
      await server.kill()
      await until(page, LOST)
      await server.start()
      await until(page, 'Live')
      const project = servers.sandbox.createProject({ name: 'After the fall' })

      await entities.getByText(project.id).waitFor()
    }))

  it('does not keep a screen that was asked for meanwhile from coming', () =>
    onPage(pages, { path: '/' }, async (page) => {
      await until(page, 'Live')
      await screenOf(page, 'Dashboard').waitFor()
      await server.kill()
      await until(page, LOST)
      await goTo(page, 'Settings')
      await page.getByText(/^The server cannot be reached\./).waitFor()
      await server.start()

      await screenOf(page, 'Settings').waitFor()
    }))

  it('took a part of the page with it: the page says so, and has it when it is loaded anew', () =>
    onPage(pages, { path: '/', token: '' }, async (page) => {
      await signIn(page, (await newKey()).key)
      await page.route('**/assets/settings-*.js', (route) => route.abort('connectionreset'), { times: 1 })
      await goTo(page, 'Settings')
      await page.getByText(/^This part of the page could not be loaded\./).waitFor()
      await expectAccessible(page)

      await page.getByRole('button', { name: 'Try again' }).click()
      await screenOf(page, 'Settings').waitFor()
    }))
})

describe('a sign-in that ends while the page is open', () => {
  it('by a token that expires leads to the sign-in with words, and back with what was typed', async () => {
    const token = servers.sandbox.userToken({ role: 'OWNER', expiresInSeconds: VALID_SECONDS - TOLERANCE })
    await onPage(pages, { path: '/studio/clockify/createNewProject', token }, async (page) => {
      await nameField(page).fill('Typed before the end')
      await expect.poll(() => statusWith(token), { timeout: 20_000, interval: 200 }).toBe(401)
      await goTo(page, 'Jobs')
      await page.getByText(/^Your sign-in has ended\./).waitFor()
      await expectAccessible(page)

      await signIn(page, (await newKey()).key)
      await screenOf(page, 'Jobs').waitFor()
      await page.goBack()
      expect(await nameField(page).inputValue()).toBe('Typed before the end')
    })
  })

  it('by a key that is deleted does so too, on a phone in the dark as well', () =>
    onPage(pages, { path: '/', token: '', context: PHONE }, async (page) => {
      const { id, key } = await newKey()
      await signIn(page, key)
      await fetch(`${server.baseUrl}/api/api-keys/${id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${servers.sandbox.userToken({ role: 'OWNER' })}` },
      })
      servers.sandbox.createProject({ name: 'Makes the page ask' })

      await page.getByText(/^Your sign-in has ended\./).waitFor()
      await expectAccessible(page)
    }))
})
