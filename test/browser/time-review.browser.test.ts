import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TimeSession } from '../../ui/src/api/time-types.ts'
import type { BrowserApp } from './support/browser-app.ts'
import { expectEveryLook } from './support/looks.ts'
import { onTime, sessionOf, startTimeApp, untilSession } from './support/time-app.ts'

const HOUR_MS = 3_600_000

let app: BrowserApp
let day = Date.now() - 40 * 24 * HOUR_MS

beforeAll(async () => {
  app = await startTimeApp()
})
afterAll(() => app.close())

const queue = (page: Page) => page.getByRole('list', { name: 'Review' })
const items = (page: Page) => queue(page).locator('[data-item]')
const current = (page: Page) => queue(page).locator('[aria-current="true"]')
const itemOf = (page: Page, text: string) => items(page).filter({ hasText: text })
const decisionPath = (id: string) => `/api/time-sessions/${id}/decision`

/** A session that was edited after its end; each waits longer than the next. */
async function waitingSession(description: string): Promise<TimeSession> {
  const { sandbox } = app.test
  day += 24 * HOUR_MS
  const [userId = ''] = sandbox.state.users.keys()
  const { externalId } = await sessionOf(app, { userId, startMs: day, endMs: day + HOUR_MS, description })
  sandbox.updateTimeEntry(externalId ?? '', { endMs: day + 2 * HOUR_MS })
  return untilSession(app.test, externalId ?? '', ({ status }) => status === 'under-review')
}

async function read(id: string): Promise<TimeSession> {
  return (await app.test.call<TimeSession>('GET', `/api/time-sessions/${id}`)).body
}

/** Nothing is left for the next test. */
async function decideAll(): Promise<void> {
  const { body } = await app.test.call<{ items: TimeSession[] }>(
    'GET',
    '/api/time-sessions?status=under-review',
  )
  for (const { id } of body.items) await app.test.call('POST', decisionPath(id), { body: { approved: true } })
}

describe('the queue', () => {
  it('says what brings sessions there while there are none, and shows the first as it comes', () =>
    onTime(app, { path: '/review' }, async (page) => {
      await page.getByText('Nothing waits for a decision.').waitFor()
      await waitingSession('The first')
      await itemOf(page, 'The first').waitFor()
      await page.getByText('1 session waits for a decision').waitFor()
      await decideAll()
    }))

  it('is walked and decided by keys, and says what was changed', async () => {
    const first = await waitingSession('Longest waiting')
    const second = await waitingSession('To be rejected')
    await waitingSession('Left alone')
    await onTime(app, { path: '/review' }, async (page) => {
      await items(page).nth(2).waitFor()
      expect(await current(page).innerText()).toContain('Longest waiting')
      await current(page).getByText('Duration').waitFor()
      await current(page).getByText('2h', { exact: true }).first().waitFor()
      // The focus is there already.
      await page.keyboard.press('j')
      expect(await current(page).innerText()).toContain('To be rejected')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('k')
      await page.keyboard.press('ArrowUp')
      expect(await current(page).innerText()).toContain('Longest waiting')
      await page.keyboard.press('a')
      await itemOf(page, 'Longest waiting').waitFor({ state: 'hidden' })
      await page.getByText(/^Approved: .*, 2h\. Only a later edit opens it again\.$/).waitFor()
      expect((await read(first.id)).status).toBe('approved')

      await page.keyboard.press('r')
      await page.keyboard.press('Control+Enter')
      await page.getByText('Say why: the person is told.').waitFor()
      await page.keyboard.type('a jar of keys')
      await page.keyboard.press('Control+Enter')
      await itemOf(page, 'To be rejected').waitFor({ state: 'hidden' })
      expect(await read(second.id)).toMatchObject({ status: 'rejected', note: 'a jar of keys' })
      expect(await current(page).innerText()).toContain('Left alone')
      expect(await current(page).evaluate((item) => item === document.activeElement)).toBe(true)
    })
    await decideAll()
  })

  it('shows its keys, and leaves a rejection that was begun', async () => {
    const { id } = await waitingSession('Thought about')
    await onTime(app, { path: '/review' }, async (page) => {
      await current(page).waitFor()
      await page.keyboard.press('?')
      const keys = page.getByRole('dialog', { name: 'Keys' })
      await keys.getByText('Approve at once').waitFor()
      await page.keyboard.press('Escape')
      await current(page).focus()
      await page.keyboard.press('r')
      await page.getByLabel('Why is it rejected?').fill('Too lo')
      await page.keyboard.press('Escape')
      await current(page).getByRole('button', { name: 'Approve' }).waitFor()
      expect(await current(page).evaluate((item) => item === document.activeElement)).toBe(true)
      expect((await read(id)).status).toBe('under-review')
    })
    await decideAll()
  })

  it('says that somebody else was first, and goes on', async () => {
    const { id } = await waitingSession('Decided twice')
    await waitingSession('The next one')
    await onTime(app, { path: '/review' }, async (page) => {
      await itemOf(page, 'Decided twice').waitFor()
      // The page does not hear of it: no webhook tells of a decision.
      await app.test.call('POST', decisionPath(id), { body: { approved: false, note: 'Not this' } })
      await page.keyboard.press('a')
      const lost = page.getByRole('alert')
      await lost.getByText(/it is “Rejected” now\. Your decision was not stored\.$/).waitFor()
      await itemOf(page, 'Decided twice').waitFor({ state: 'hidden' })
      expect(await current(page).innerText()).toContain('The next one')
      expect((await read(id)).note).toBe('Not this')

      await lost.getByRole('link', { name: 'Look at the session' }).click()
      await page.getByRole('dialog').getByText('Rejected', { exact: true }).first().waitFor()
    })
    await decideAll()
  })

  it('keeps in the address which one is looked at', async () => {
    await waitingSession('One')
    const { id } = await waitingSession('Another')
    await onTime(app, { path: `/review?at=${id}` }, async (page) => {
      await current(page).waitFor()
      expect(await current(page).innerText()).toContain('Another')
      await itemOf(page, 'One').click()
      await page.waitForURL((address) => !address.search.includes(id))
    })
    await decideAll()
  })

  it('is only looked at by a member', async () => {
    const { id } = await waitingSession('Not by a member')
    await onTime(app, { path: '/review', role: 'MEMBER' }, async (page) => {
      await page.getByText(/^Only administrators decide/).waitFor()
      await current(page).waitFor()
      await current(page).focus()
      await page.keyboard.press('a')
      await page.keyboard.press('r')
      expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
      expect(await page.getByLabel('Why is it rejected?').count()).toBe(0)
    })
    expect((await read(id)).status).toBe('under-review')
    await decideAll()
  })

  it('is accessible by light, by dark and on a phone', async () => {
    await waitingSession('Seen everywhere')
    await waitingSession('Another seen everywhere')
    await expectEveryLook(app, {
      path: '/time/review',
      ready: (page) => current(page).getByText('Duration').waitFor(),
    })
  })
})
