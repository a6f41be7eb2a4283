import { AxeBuilder } from '@axe-core/playwright'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/test-app.ts'

export interface BrowserPages {
  readonly browser: Browser
  /** A page of its own context, at the path below /ui, with a user token in its address as Clockify gives it. */
  open(path: string, options?: OpenOptions): Promise<Page>
}

export interface BrowserApp extends BrowserPages {
  readonly test: TestApp
  close(): Promise<void>
}

type Role = 'OWNER' | 'MEMBER'

export interface OpenOptions {
  readonly role?: Role
  /** '' = no token. */
  readonly token?: string
  readonly context?: BrowserContextOptions
}

const WAIT_MS = 15_000
const SIZE = { users: 6, projects: 12, tasks: 30, timeEntries: 120 }

/** The whole server with the add-on installed and the workspace's data read, beside a real browser. */
export async function startBrowserApp(options: TestAppOptions = {}): Promise<BrowserApp> {
  const test = await startTestApp({ sandbox: { size: SIZE }, ...options })
  const browser = await launchBrowser()
  await test.sandbox.install({ baseUrl: test.baseUrl })
  const { baseUrl, sandbox } = test
  return {
    test,
    ...pagesOf({ browser, baseUrl, token: (role) => sandbox.userToken({ role }) }),
    close: async () => {
      await browser.close()
      await test.close()
    },
  }
}

interface Served {
  readonly browser: Browser
  readonly baseUrl: string
  readonly token: (role: Role) => string
}

/** Pages of any server that is there. */
export function pagesOf({ browser, baseUrl, token: tokenOf }: Served): BrowserPages {
  return {
    browser,
    open: async (path, { role = 'OWNER', token = tokenOf(role), context } = {}) => {
      const opened = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })
      const page = await opened.newPage()
      // Before the test's own end, so that it is said what was waited for.
      page.setDefaultTimeout(WAIT_MS)
      failOnErrors(page)
      const address = new URL(`${baseUrl}/ui${path}`)
      if (token !== '') address.searchParams.set('auth_token', token)
      await page.goto(address.href)
      return page
    },
  }
}

/** Resolves when the first bootstrap has ended. */
export async function untilBootstrapped(test: TestApp): Promise<void> {
  for (;;) {
    const { body } = await test.call<{ run: { status: string } | null }>('GET', '/api/bootstrap')
    if (body.run?.status === 'completed') return
    if (body.run?.status === 'failed') throw new Error('the bootstrap failed')
    await sleep(100)
  }
}

/** A script that threw, or that the policy kept away, fails the test that opened the page. */
function failOnErrors(page: Page): void {
  const fail = (text: string): void => {
    throw new Error(`in the page: ${text}`)
  }
  page.on('pageerror', (error) => fail(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|violates/.test(message.text()))
      fail(message.text())
  })
}

const WCAG = { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }
/** All that other colours alone can break. */
export const COLOURS = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] }

/** No serious or critical finding of axe, by the rules of WCAG 2.2 AA or some of them. */
export async function expectAccessible(
  page: Page,
  runOnly: typeof WCAG | typeof COLOURS = WCAG,
): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // Told of what is right, too, it takes several times as long; and so it does with a page of its own, for frames that we have not.
    .options({ runOnly, resultTypes: ['violations'] })
    .setLegacyMode()
    .analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([])
}
