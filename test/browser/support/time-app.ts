import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { TimeSession } from '../../../ui/src/api/time-types.ts'
import { startBrowserApp, type BrowserApp, type OpenOptions } from './browser-app.ts'
import { onPage } from './looks.ts'

interface NewWork {
  readonly userId: string
  /** Null: it still runs. */
  readonly endMs: number | null
  readonly startMs: number
  readonly description: string
}

/** A server whose sandbox sends each event once and in order, with nothing of the workspace read. */
export function startTimeApp(): Promise<BrowserApp> {
  return startBrowserApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    sandbox: {
      size: { users: 6, projects: 6, timeEntries: 0 },
      quirks: { duplicateRate: 0, reorderBursts: false },
    },
  })
}

/** Works in Clockify, and waits for the session that follows. */
export async function sessionOf({ test }: BrowserApp, work: NewWork): Promise<TimeSession> {
  const [project] = test.sandbox.state.projects.keys()
  const { id } = test.sandbox.createTimeEntry({ ...work, projectId: project ?? null, billable: true })
  return untilSession(test, id, () => true)
}

/** Resolves when the session of the entry is as it is wanted. */
export async function untilSession(
  test: BrowserApp['test'],
  entryId: string,
  isThere: (session: TimeSession) => boolean,
): Promise<TimeSession> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { body } = await test.call<{ items: TimeSession[] }>(
      'GET',
      `/api/time-sessions?externalId=${entryId}`,
    )
    const [session] = body.items
    if (session && isThere(session)) return session
    await sleep(100)
  }
  throw new Error(`the session of ${entryId} did not come to be as it was wanted`)
}

/** The screen, once it hears what happens. */
export function onTime(
  app: BrowserApp,
  { path, ...options }: OpenOptions & { readonly path: string },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  return onPage(app, { path: `/time${path}`, ...options }, async (page) => {
    await page.getByText('Live', { exact: true }).waitFor()
    await use(page)
  })
}

/** The same address, with a token as Clockify gives it: none is kept over a reload. */
export async function reopen(app: BrowserApp, page: Page): Promise<void> {
  const address = new URL(page.url())
  address.searchParams.set('auth_token', app.test.sandbox.userToken({ role: 'OWNER' }))
  await page.goto(address.href)
}
