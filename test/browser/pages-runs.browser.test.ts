import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectEveryLook } from './support/looks.ts'
import { aPlan, connectAtlassian, onPages, runAt, startPagesApp, type PagesApp } from './support/pages-app.ts'

let app: PagesApp

beforeAll(async () => {
  app = await startPagesApp()
})
afterAll(() => app.close())

const form = (page: Page) => page.getByRole('form', { name: 'Make issues of tasks' })
const addresses = (page: Page) => page.getByLabel('Addresses of pages')
const runs = (page: Page) => page.getByRole('table', { name: 'Runs' })
const results = (page: Page) => page.getByRole('table', { name: 'Results' })
const drawer = (page: Page) => page.getByRole('dialog')
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
const issueKeys = () => [...app.atlassian.state.issues.values()].map(({ key }) => key)
const clickButton = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const ended = (page: Page) => page.getByRole('status').getByText('Completed', { exact: true }).waitFor()

describe('before anything is connected', () => {
  it('says what is missing, and leads to where that is mended', () =>
    onPages(app, {}, async (page) => {
      await page.getByText('Jira and Confluence are not connected yet.').waitFor()
      await page.getByText('No run was made yet.').waitFor()
      expect(await form(page).count()).toBe(0)
      await connectAtlassian(app, ['jira'])
      await page.reload()
    }))

  it('names the one that is missing', () =>
    onPages(app, {}, async (page) => {
      await page.getByText('Confluence is not connected yet.').waitFor()
      await page.getByRole('link', { name: 'Go to the connections' }).click()
      await heading(page, 'Confluence')
    }))

  it('tells of a run that Jira and Confluence do not belong together', async () => {
    const { token, confluenceUrl } = app.atlassian.dataCenter
    const body = { deployment: 'data-center', token, baseUrl: confluenceUrl }
    await app.test.call('PUT', '/api/connections/confluence', { body })
    const id = await runAt(app, '/api/page-tasks/sync', { pageUrls: [confluenceUrl] })
    await onPages(app, { path: `/runs/${id}` }, async (page) => {
      await page.getByText(/is connected at the Cloud, the other at a Data Center/).waitFor()
      await page.getByText('It has ended before anything was found.').waitFor()
    })
    await connectAtlassian(app)
  })
})

describe('the form', () => {
  it('counts the addresses, and says at the field what is wrong', () =>
    onPages(app, {}, async (page) => {
      await clickButton(page, 'Try first')
      await page.getByText('Paste the address of at least one page.').waitFor()
      await expect
        .poll(() => addresses(page).evaluate((field) => field === document.activeElement))
        .toBe(true)
      await addresses(page).fill('https://a.example/1 https://a.example/2,\nhttps://a.example/1')
      await page.getByLabel('Days to the due date').fill('soon')
      await page.getByText('2 pages', { exact: true }).waitFor()
      await clickButton(page, 'Try first')
      await page.getByText('Write whole days from 0 to 3,650.').waitFor()
      await addresses(page).fill('the plan')
      await clickButton(page, 'Try first')
      await page.getByText('“the” is no address of a page.').waitFor()
    }))
})

describe('tasks of pages', () => {
  it('are tried, made issues, compared and taken back', async () => {
    const plan = aPlan(app, 'Order cables', 'Call the plumber')
    const top = app.page('Top of the works', '<p>Nothing to do here.</p>')
    const pageId = app.page('Plan of the works', plan, top)
    const before = issueKeys()
    await onPages(app, {}, async (page) => {
      await addresses(page).fill(`${app.addressOf(top)}\nhttps://elsewhere.example/x`)
      await page.getByLabel('Requested by').fill('Ana')
      await clickButton(page, 'Try first')

      await heading(page, 'Try')
      await ended(page)
      await results(page).getByRole('link', { name: 'Order cables' }).waitFor()
      await results(page).getByText('To become an issue').first().waitFor()
      await page.getByText('Nothing was written. This is what would be done.').waitFor()
      await page.getByRole('button', { name: 'Failed 1', exact: true }).waitFor()
      expect(issueKeys()).toEqual(before)
      expect(app.storageOf(pageId)).toBe(plan)

      await clickButton(page, 'Do it for real')
      await heading(page, 'Issues made')
      await ended(page)
      await page.getByText('3 of 3 pages').waitFor()
      const made = issueKeys().filter((key) => !before.includes(key))
      expect(made).toHaveLength(2)
      const row = results(page).getByRole('row').filter({ hasText: 'Order cables' })
      const [issueLink] = await row.getByRole('link', { name: /in Jira/ }).all()
      expect(await issueLink?.getAttribute('href')).toMatch(new RegExp(`/browse/(${made.join('|')})$`))
      expect(await row.getByRole('link', { name: /Plan of the works/ }).getAttribute('href')).toMatch(/^http/)

      await page.getByRole('button', { name: /^Failed 1/ }).click()
      await results(page).getByText('https://elsewhere.example/x').waitFor()
      expect(await results(page).getByRole('row').count()).toBe(2)
      await page.getByRole('button', { name: /^Failed 1/ }).click()

      await row.getByRole('link', { name: 'Order cables' }).click()
      const diff = drawer(page).getByRole('list', { name: /^Lines of the page/ })
      await diff.locator('del', { hasText: 'Order cables' }).waitFor()
      await diff
        .locator('ins', { hasText: made[0] ?? '' })
        .first()
        .waitFor()
      await drawer(page).getByText('Version 1 was read, version 2 written').waitFor()

      await clickButton(page, 'Take back this task …')
      await heading(page, 'Preview of taking back')
      await ended(page)
      await page.getByText('only 1 task').waitFor()
      await results(page).getByText('To be taken back', { exact: true }).waitFor()
      expect(await results(page).getByRole('row').count()).toBe(2)
      expect(app.storageOf(pageId)).not.toContain('ac:task')
      await clickButton(page, 'Take back')
      await heading(page, 'Taken back')
      await ended(page)
      await results(page).getByText('Taken back', { exact: true }).waitFor()
      expect(app.storageOf(pageId)).toContain('Order cables')
      expect(app.storageOf(pageId)).not.toContain('<ac:task-id>2<')

      await page.getByRole('link', { name: 'what this run has done' }).click()
      await heading(page, 'Issues made')
      await clickButton(page, 'Take back …')
      await heading(page, 'Preview of taking back')
      await ended(page)
      await clickButton(page, 'Take back')
      await heading(page, 'Taken back')
      await ended(page)
      await expect.poll(() => app.storageOf(pageId)).toBe(plan)
    })
  })

  it('are told as a story, which can be taken along', () =>
    onPages(app, {}, async (page) => {
      await runs(page).getByRole('link', { name: 'Issues made' }).first().click()
      await page.getByRole('tab', { name: 'Log' }).click()
      const log = page.getByRole('list', { name: 'Log' })
      await log.getByText(/“Order cables”: Issue made, /).waitFor()
      await log.getByText(/it has ended: 2 × Issue made, 1 × Failed/).waitFor()
      expect(new URL(page.url()).searchParams.get('view')).toBe('log')

      const [csv] = await Promise.all([page.waitForEvent('download'), clickButton(page, 'Download as CSV')])
      expect(csv.suggestedFilename()).toMatch(/^page-tasks-\d{4}-\d\d-\d\d-[\w-]+\.csv$/)
      const lines = (await readFile(await csv.path(), 'utf8')).split('\r\n')
      // The last line ends as the others do.
      expect(lines).toHaveLength(5)
      expect(lines[0]).toMatch(/^\u{FEFF}Page,Address of the page,Task,/u)
      const [text] = await Promise.all([page.waitForEvent('download'), clickButton(page, 'Download as text')])
      expect(await readFile(await text.path(), 'utf8')).toMatch(/ {4}“Call the plumber”: Issue made, /)
    }))

  it('are found by words, and nothing is shown of what does not match', () =>
    onPages(app, {}, async (page) => {
      await runs(page).getByRole('link', { name: 'Issues made' }).first().click()
      await page.getByRole('searchbox').fill('plumber')
      await results(page).getByRole('link', { name: 'Order cables' }).waitFor({ state: 'detached' })
      expect(await results(page).getByRole('row').count()).toBe(2)
      await page.getByRole('searchbox').fill('no such task')
      await page.getByText('No result matches these filters.').waitFor()
      await clickButton(page, 'Clear filters')
      await results(page).getByRole('link', { name: 'Order cables' }).waitFor()
    }))

  it('are cancelled after a question, while they are under way', async () => {
    const pageId = app.page('Slow works', aPlan(app, 'A slow task'))
    app.atlassian.failNext({ matching: /GET .*\/pages\//, status: 503, body: {}, times: Infinity })
    try {
      await onPages(app, {}, async (page) => {
        await addresses(page).fill(app.addressOf(pageId))
        await clickButton(page, 'Make issues')
        await heading(page, 'Issues made')
        await clickButton(page, 'Cancel …')
        await clickButton(page, 'Cancel the run')
        await page.getByRole('status').getByText('Cancelled', { exact: true }).waitFor()
      })
    } finally {
      app.atlassian.clearFaults()
    }
    expect(app.storageOf(pageId)).toContain('A slow task')
  })

  it('show what people have made of a place since as a conflict', async () => {
    const pageId = app.page('Contested works', aPlan(app, 'Paint the fence'))
    const id = await runAt(app, '/api/page-tasks/sync', { pageUrls: [app.addressOf(pageId)] })
    const body = app.storageOf(pageId).replace(/<h2>Plan<\/h2>.*(?=<p>The end)/s, '<h2>All new</h2>')
    app.atlassian.editPage(pageId, { body })
    await onPages(app, { path: `/runs/${id}` }, async (page) => {
      await clickButton(page, 'Take back …')
      await heading(page, 'Preview of taking back')
      await ended(page)
      await results(page).getByText('Conflict', { exact: true }).waitFor()
      await page.getByText('Nothing was written, and there is nothing to take back.').waitFor()
      expect(await page.getByRole('button', { name: 'Take back', exact: true }).count()).toBe(0)
    })
  })

  it('are looked at by readers, who change nothing', () =>
    onPages(app, { role: 'MEMBER' }, async (page) => {
      await page.getByText(/^Only administrators start, cancel and take back runs/).waitFor()
      expect(await form(page).count()).toBe(0)
      await runs(page).getByRole('link', { name: 'Issues made' }).first().click()
      await results(page).getByRole('link').first().waitFor()
      expect(await page.getByRole('button', { name: /^Take back/ }).count()).toBe(0)
    }))

  it('and an address of no run says so', () =>
    onPages(app, { path: '/runs/nothing' }, async (page) => {
      await page.getByText('There is no such run (any more).').waitFor()
    }))
})

describe('the screens are accessible by light, by dark and on a phone', () => {
  const run = { path: '' }
  beforeAll(async () => {
    const pageUrls = [
      app.addressOf(app.page('Works to look at', aPlan(app, 'Order cables', 'Call the plumber'))),
    ]
    run.path = `/pages/runs/${await runAt(app, '/api/page-tasks/sync', { pageUrls })}`
  })
  const task = (page: Page) => results(page).getByRole('link', { name: 'Order cables' })

  it('with the form and the list', () =>
    expectEveryLook(app, { path: '/pages', ready: (page) => runs(page).waitFor() }))

  it('with a run', () => expectEveryLook(app, { ...run, ready: (page) => task(page).waitFor() }))

  it('with a task and what has changed on its page', () =>
    expectEveryLook(app, {
      ...run,
      ready: async (page) => {
        await task(page).click()
        await drawer(page).locator('ins').first().waitFor()
      },
    }))

  it('with the log', () =>
    expectEveryLook(app, {
      ...run,
      ready: async (page) => {
        await page.getByRole('tab', { name: 'Log' }).click()
        await page.getByRole('list', { name: 'Log' }).waitFor()
      },
    }))
})
