import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, startBrowserApp, type BrowserApp } from './support/browser-app.ts'

let app: BrowserApp

beforeAll(async () => {
  app = await startBrowserApp()
})
afterAll(() => app.close())

const HOST = 'https://app.clockify.me'

/** Clockify's window, as far as it concerns us: a frame with our address in it, and an answer to what we ask. */
function hostPage(address: string, freshToken: string): string {
  return `<!doctype html><title>host</title><iframe src="${address}" style="width:1200px;height:700px"></iframe>
<script>
  window.heard = []
  addEventListener('message', (event) => {
    window.heard.push(event.data)
    if (JSON.parse(event.data).action === 'refreshAddonToken')
      event.source.postMessage({ title: 'refreshAddonToken', body: ${JSON.stringify(freshToken)} }, '*')
  })
</script>`
}

/** Chromium asks people before a public page may load something from this machine; ours said yes. */
const ALLOWED = { permissions: ['local-network-access'], viewport: { width: 1280, height: 800 } }

async function openInHost(token: string, freshToken: string) {
  const context = await app.browser.newContext(ALLOWED)
  const page = await context.newPage()
  const address = `${app.test.baseUrl}/ui/settings?auth_token=${token}`
  await page.route(`${HOST}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: hostPage(address, freshToken) }),
  )
  await page.goto(`${HOST}/`)
  return { page, frame: page.frameLocator('iframe') }
}

describe('the frame around every screen', () => {
  it('takes the token out of the address before anything else', async () => {
    const page = await app.open('/jobs')
    await page.getByRole('navigation', { name: 'Screens' }).waitFor()

    expect(page.url()).toBe(`${app.test.baseUrl}/ui/jobs`)
    await page.context().close()
  })

  it('goes from screen to screen by its links and puts the focus on the heading', async () => {
    const page = await app.open('/')
    await page.getByRole('link', { name: 'Jobs' }).click()
    await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor()

    expect(page.url()).toBe(`${app.test.baseUrl}/ui/jobs`)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await page.context().close()
  })

  it('does so too when somebody leaves before the first screen is there', async () => {
    const page = await app.open('/settings')
    await page.route('**/ui/assets/dashboard-*.js', () => undefined)
    const token = app.test.sandbox.userToken({ role: 'OWNER' })
    await page.goto(`${app.test.baseUrl}/ui/admin?auth_token=${token}`)
    await page.getByRole('link', { name: 'Jobs' }).click()
    await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor()

    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await page.context().close()
  })

  it('speaks the language of the token and follows its theme', async () => {
    const token = app.test.sandbox.userToken({ role: 'OWNER', language: 'ES', theme: 'DARK' })
    const page = await app.open('/', { token })
    await page.getByRole('navigation').waitFor()

    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    await page.context().close()
  })

  it('asks for an API key without a token, refuses a wrong one in words, and signs in with a right one', async () => {
    const { body } = await app.test.call<{ key: string }>('POST', '/api/api-keys', {
      body: { role: 'admin', label: 'browser' },
    })
    const page = await app.open('/', { token: '' })
    const key = page.getByLabel('API key')
    await key.fill('no-such-key')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await expectAccessible(page)
    await key.fill(body.key)
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByRole('navigation').waitFor()
    await page.reload()
    await page.getByRole('navigation').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('API key').waitFor()
    await page.context().close()
  })

  it('inside Clockify it asks for a fresh token when the first one has expired, and shows no switches of its own', async () => {
    const expired = app.test.sandbox.userToken({ role: 'OWNER', expiresInSeconds: -60 })
    const { page, frame } = await openInHost(expired, app.test.sandbox.userToken({ role: 'OWNER' }))
    await frame.getByRole('navigation', { name: 'Screens' }).waitFor()

    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
    expect(heard.map((text) => JSON.parse(text) as unknown)).toContainEqual({ action: 'refreshAddonToken' })
    expect(await frame.getByRole('button', { name: /colours/ }).count()).toBe(0)
    await page.context().close()
  })

  it('is shown by nobody but Clockify and itself', async () => {
    const context = await app.browser.newContext(ALLOWED)
    const page = await context.newPage()
    await page.route('https://elsewhere.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: hostPage(`${app.test.baseUrl}/ui/`, '') }),
    )
    await page.goto('https://elsewhere.example/')
    await page.waitForTimeout(500)

    expect(await page.frameLocator('iframe').locator('#root').count()).toBe(0)
    await context.close()
  })
})
