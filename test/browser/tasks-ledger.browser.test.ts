import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAs } from './support/answer-as.ts'
import { aList, chooseList, connectClickup, until } from './support/clickup-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'
import { clickNewest, connectSlack, push, startTasksApp, type TasksApp } from './support/tasks-app.ts'

const PATH = '/tasks'
const PAGE = 50

let app: TasksApp

beforeAll(async () => {
  app = await startTasksApp()
  await connectClickup(app)
  await chooseList(app, aList(app))
})
afterAll(() => app.close())

const ledger = (page: Page) => page.getByRole('table', { name: 'Pushed tasks' })
const rowOf = (page: Page, internalId: string) =>
  ledger(page).locator('tbody tr.open-row').filter({ hasText: internalId })
const drawer = (page: Page, title: string) => page.getByRole('dialog', { name: title })

async function openEntry(page: Page, internalId: string): Promise<void> {
  await rowOf(page, internalId).locator('.row-link').click()
}

/** Somebody whom Slack and ClickUp know by the same address. */
function someone(): string {
  const { users, memberId } = app.clickup.state
  const email = users.get(memberId)?.email
  if (email === undefined) throw new Error('the fake ClickUp has no member')
  return email
}

describe('before anything was pushed', () => {
  it('the screen teaches to push: with curl, a program, a command', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByRole('heading', { name: 'No task was pushed yet.' }).waitFor()
      const example = page.getByRole('region', { name: 'curl' })
      expect(await example.innerText()).toContain(`${app.test.baseUrl}/api/tasks/upsert`)
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.getByRole('button', { name: /^Copy/ }).click()
      await page.getByText('Copied').waitFor()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await example.innerText())

      await page.getByRole('tab', { name: 'curl' }).focus()
      await page.keyboard.press('ArrowRight')
      await page.getByText("from 'switchyard/client'").waitFor()
      await page.keyboard.press('ArrowRight')
      await page.getByText('npm run cli -- task upsert').waitFor()
      await page.getByRole('link', { name: 'Make an API key' }).click()
      await page.waitForURL(/\/ui\/settings\/api-keys/)
    }))

  it('it is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, { path: PATH, ready: (page) => page.getByRole('tab', { name: 'curl' }).waitFor() }))
})

describe('the ledger', () => {
  beforeAll(async () => {
    await push(app, {
      internalId: 'ORDER-1',
      title: 'Call the customer back',
      description: 'They *wait* <b>since Monday</b>.',
      priority: 1,
      tags: ['vip'],
      status: 'no such status',
    })
    const many = Array.from({ length: PAGE + 5 }, (_, index) => ({
      internalId: `BULK-${index}`,
      title: `Task ${index}`,
      announce: false,
    }))
    await push(app, ...many)
  })

  it('has a row for each, with the way to ClickUp, and more on demand', () =>
    onPage(app, { path: PATH }, async (page) => {
      await ledger(page).waitFor()
      expect(await ledger(page).getAttribute('aria-rowcount')).toBe('-1')
      await page.getByRole('button', { name: 'Show more' }).click()
      await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' })
      await expect.poll(() => ledger(page).getAttribute('aria-rowcount')).toBe(String(PAGE + 5 + 1 + 1))
      await page.getByLabel('Search').fill('order-1')
      const row = rowOf(page, 'ORDER-1')
      await row.waitFor()
      await expect.poll(() => ledger(page).locator('tbody tr.open-row').count()).toBe(1)
      expect(await row.getByRole('link', { name: /^Call the customer back/ }).getAttribute('href')).toMatch(
        /^http.*\/t\//,
      )
      for (const word of ['Urgent', 'Done', 'Nobody']) await row.getByText(word, { exact: true }).waitFor()
    }))

  it('is searched and filtered by the address', () =>
    onPage(app, { path: `${PATH}?status=claimed` }, async (page) => {
      await page.getByText('No pushed task matches these filters.').waitFor()
      await page.getByRole('link', { name: 'Show all pushed tasks' }).click()
      await page.getByLabel('State').selectOption('unclaimed')
      await page.waitForURL((url) => url.searchParams.get('status') === 'unclaimed')
      await page.getByLabel('Search').fill('Task 54')
      await rowOf(page, 'BULK-53').waitFor({ state: 'detached' })
      await rowOf(page, 'BULK-54').waitFor()
      await page.getByRole('button', { name: 'Clear filters' }).click()
      await page.waitForURL((url) => url.search === '')
    }))

  it('opens an entry with its description as text, notes, and its history in words', () =>
    onPage(app, { path: `${PATH}?search=ORDER-1` }, async (page) => {
      await openEntry(page, 'ORDER-1')
      const entry = drawer(page, 'Call the customer back')
      await entry.getByText('They *wait* <b>since Monday</b>.').waitFor()
      await entry.getByRole('heading', { name: 'Not taken as it was pushed' }).waitFor()
      await entry.getByText('Made in ClickUp', { exact: true }).waitFor()
      await entry.getByText('vip', { exact: true }).waitFor()
      await entry.getByRole('link', { name: 'Open in ClickUp' }).waitFor()
      await page.keyboard.press('Escape')
      await entry.waitFor({ state: 'hidden' })
      await page.waitForURL((url) => !url.searchParams.has('entry'))
    }))

  it('says of an entry that is not there that it is not', () =>
    onPage(app, { path: `${PATH}?entry=none` }, async (page) => {
      await page.getByRole('dialog').getByText('There is no such entry (any more).').waitFor()
    }))

  it('teaches to push here, too', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByRole('button', { name: 'How to push …' }).click()
      await drawer(page, 'How to push a task').getByRole('region', { name: 'curl' }).waitFor()
    }))

  it('says what went wrong when it cannot be read, and tries again', () =>
    onPage(app, { path: '/jobs' }, async (page) => {
      await page.route('**/api/tasks/upserts?*', (route) => answerAs(route, { detail: 'No luck.' }, 500))
      await page.getByRole('link', { name: 'Pushed tasks' }).click()
      await page.getByRole('alert').getByText('No luck.').waitFor()
      await page.unroute('**/api/tasks/upserts?*')
      await page.getByRole('button', { name: 'Try again' }).click()
      await ledger(page).waitFor()
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, { path: PATH, ready: (page) => ledger(page).waitFor() }))

  it('follows a push that is under way', async () => {
    const held = app.clickup.holdNext(/POST \/v2\/list\/\w+\/task$/)
    const pushed = push(app, { internalId: 'LIVE-1', title: 'Slow one', announce: false })
    await held.asked
    await onPage(app, { path: `${PATH}?search=LIVE` }, async (page) => {
      // A request that is under way may be one whose answer will be lost.
      await rowOf(page, 'LIVE-1')
        .getByText(/^(Waiting|Looked for)$/)
        .waitFor()
      held.release()
      await rowOf(page, 'LIVE-1').getByText('Done', { exact: true }).waitFor()
    })
    await pushed
  })
})

describe('a push that ClickUp refuses', () => {
  const title = 'A refused one'

  beforeAll(async () => {
    app.clickup.failNext({
      matching: /POST \/v2\/list\/\w+\/task$/,
      status: 403,
      body: { err: 'Team not authorized', ECODE: 'OAUTH_027' },
    })
    await push(app, { internalId: 'BAD-1', title, announce: false })
  })

  it('is seen by members, who cannot push again', () =>
    onPage(app, { path: `${PATH}?status=failed`, role: 'MEMBER' }, async (page) => {
      await rowOf(page, 'BAD-1').getByText('Failed', { exact: true }).waitFor()
      await openEntry(page, 'BAD-1')
      const entry = drawer(page, title)
      await entry.getByText(/^Only administrators push it again/).waitFor()
      expect(await entry.getByRole('button', { name: 'Push again' }).count()).toBe(0)
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: `${PATH}?status=failed`,
      ready: async (page) => {
        await openEntry(page, 'BAD-1')
        await drawer(page, title).getByRole('button', { name: 'Push again' }).waitFor()
      },
    }))

  it('says why an attempt was refused', () =>
    onPage(app, { path: `${PATH}?search=BAD-1` }, async (page) => {
      await openEntry(page, 'BAD-1')
      await page.route('**/retry', (route) => answerAs(route, { detail: 'Not now.' }, 503))
      await drawer(page, title).getByRole('button', { name: 'Push again' }).click()
      await drawer(page, title).getByRole('alert').getByText('Not now.').waitFor()
    }))

  it('is pushed again from its drawer, which follows it', () =>
    onPage(app, { path: `${PATH}?search=BAD-1` }, async (page) => {
      await openEntry(page, 'BAD-1')
      const entry = drawer(page, title)
      await entry.getByRole('button', { name: 'Push again' }).click()
      await page.getByText('It is on its way to ClickUp.').waitFor()
      await entry.getByText('Made in ClickUp', { exact: true }).waitFor()
      await rowOf(page, 'BAD-1').getByText('Done', { exact: true }).waitFor()
      expect(await entry.getByRole('button', { name: 'Push again' }).count()).toBe(0)
    }))
})

describe('with Slack', () => {
  beforeAll(() => connectSlack(app))

  const posted = () => app.slack.messages(app.slack.channels.claims).length

  it('an entry says that it was posted, and who has claimed it; an administrator releases that', () =>
    onPage(app, { path: `${PATH}?search=CLAIM` }, async (page) => {
      await page.getByText('Live', { exact: true }).waitFor()
      await push(app, { internalId: 'CLAIM-1', title: 'To be claimed' })
      await until(() => Promise.resolve(posted() > 0))
      await rowOf(page, 'CLAIM-1').getByText('Posted', { exact: true }).waitFor()
      await clickNewest(app, 'claim_task', someone())
      await openEntry(page, 'CLAIM-1')
      const entry = drawer(page, 'To be claimed')
      await entry.getByText('Claimed', { exact: true }).waitFor()
      await entry.getByRole('button', { name: 'Release claim' }).click()
      await drawer(page, 'Release the claim?').getByRole('button', { name: 'Release it' }).click()
      await page.getByText('The claim is being released.').waitFor()
      await entry.getByText('Claim released', { exact: true }).waitFor()
      expect(await entry.getByRole('button', { name: 'Release claim' }).count()).toBe(0)
      await rowOf(page, 'CLAIM-1').getByText('Nobody').waitFor()
    }))

  it('a message that is there is looked at, not posted twice', () =>
    onPage(app, { path: `${PATH}?search=CLAIM-1` }, async (page) => {
      const before = posted()
      await openEntry(page, 'CLAIM-1')
      const entry = drawer(page, 'To be claimed')
      await entry.getByRole('button', { name: 'Post again in Slack' }).click()
      await entry
        .getByRole('alert')
        .getByText(/^The message is in Slack/)
        .waitFor()
      expect(posted()).toBe(before)
    }))

  it('a message of which nobody knows whether it is there is posted again after a question only', async () => {
    app.slack.failNext({ matching: /chat\.postMessage/, when: 'after', drop: true })
    app.slack.failNext({ matching: /conversations\.history/, error: 'missing_scope', times: Infinity })
    try {
      await push(app, { internalId: 'DOUBT-1', title: 'Perhaps posted' })
      await onPage(app, { path: `${PATH}?search=DOUBT` }, async (page) => {
        await rowOf(page, 'DOUBT-1').getByText('Not known', { exact: true }).waitFor()
        const before = posted()
        await openEntry(page, 'DOUBT-1')
        const entry = drawer(page, 'Perhaps posted')
        await entry.getByText(/^The message may be in Slack already/).waitFor()
        await entry.getByRole('button', { name: 'Post again in Slack' }).click()
        const question = drawer(page, 'Post it again in Slack?')
        expect(posted()).toBe(before)
        await question.getByRole('button', { name: 'Post it again' }).click()
        await rowOf(page, 'DOUBT-1').getByText('Posted', { exact: true }).waitFor()
        expect(posted()).toBe(before + 1)
      })
    } finally {
      app.slack.clearFaults()
    }
  })
})
