import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PageRun } from '../../ui/src/api/page-types.ts'
import { answerAs } from './support/answer-as.ts'
import { aPlan, connectAtlassian, onPages, runAt, startPagesApp, type PagesApp } from './support/pages-app.ts'

const TASKS = 5_000

let app: PagesApp
let id: string
let run: PageRun

beforeAll(async () => {
  app = await startPagesApp()
  await connectAtlassian(app)
  const pageUrls = [app.addressOf(app.page('Works', aPlan(app, 'Order cables')))]
  id = await runAt(app, '/api/page-tasks/sync', { pageUrls })
  run = (await app.test.call<PageRun>('GET', `/api/page-tasks/runs/${id}`)).body
})
afterAll(() => app.close())

const results = (page: Page) => page.getByRole('table', { name: 'Results' })

/** The run as it would be with many tasks. */
async function withMany(page: Page): Promise<void> {
  const [one] = run.results
  if (one === undefined) throw new Error('the run has no result')
  const many = Array.from({ length: TASKS }, (_, at) => ({
    ...one,
    taskId: `${at}`,
    summary: `Task number ${at}`,
  }))
  await page.route(`**/api/page-tasks/runs/${id}`, (route) => answerAs(route, { ...run, results: many }))
}

describe('a run of many tasks', () => {
  it('is a table of which only what is near the view is in the page', () =>
    onPages(app, {}, async (page) => {
      await withMany(page)
      await page.getByRole('link', { name: 'Issues made' }).click()
      await results(page).getByText('Task number 0', { exact: true }).waitFor()
      expect(await results(page).getAttribute('aria-rowcount')).toBe(String(TASKS + 1))
      expect(await results(page).getByRole('row').count()).toBeLessThan(60)
      await page.getByRole('searchbox').fill('number 4999')
      await results(page).getByText('Task number 4999', { exact: true }).waitFor()
      expect(await results(page).getByRole('row').count()).toBe(2)
    }))
})

describe('a page of 5 MB', () => {
  it('is compared, folded, and unfolded piece by piece', () =>
    onPages(app, {}, async (page) => {
      const before = Array.from(
        { length: 100_000 },
        (_, at) => `<p>A paragraph of the page, with the number ${at}</p>`,
      )
      const after = before.with(50_000, '<p>Another paragraph</p>')
      await page.route('**/runs/*/pages/*', (route) =>
        answerAs(route, {
          pageId: '1',
          title: 'Works',
          url: '',
          status: 'written',
          before: before.join(''),
          after: after.join(''),
        }),
      )
      await page.getByRole('link', { name: 'Issues made' }).click()
      await results(page).getByRole('link', { name: 'Order cables' }).click()
      const diff = page.getByRole('list', { name: /^Lines of the page/ })
      await diff.locator('ins', { hasText: 'Another paragraph' }).waitFor()
      expect(await diff.getByRole('listitem').count()).toBe(10)
      await diff.getByRole('button', { name: '49,997 lines that have not changed' }).click()
      await page.getByRole('button', { name: /^Show more of / }).waitFor()
      expect(await diff.getByRole('listitem').count()).toBe(400)
    }))
})
