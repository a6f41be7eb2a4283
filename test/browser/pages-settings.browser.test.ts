import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAs } from './support/answer-as.ts'
import { expectEveryLook } from './support/looks.ts'
import { onPages, startPagesApp, type PagesApp } from './support/pages-app.ts'

const path = '/settings'

let app: PagesApp

beforeAll(async () => {
  app = await startPagesApp()
})
afterAll(() => app.close())

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()
const stored = async () => (await app.test.call('GET', '/api/page-tasks/settings')).body

describe('the settings of pages', () => {
  it('say at the field what is wrong, and keep what was typed', () =>
    onPages(app, { path }, async (page) => {
      await field(page, 'Types of parents').fill(' , ')
      await field(page, 'More fields of every issue').fill('{"labels": [')
      await field(page, 'Application link: name').fill('System Jira')
      await page.getByText('3 settings are not saved').waitFor()
      await save(page)
      await page.getByText('Write one to twenty types').waitFor()
      await page.getByText('This is no JSON object').waitFor()
      await page.getByText('Give both, the name and the id, or neither.').waitFor()
      await expect
        .poll(() => field(page, 'Types of parents').evaluate((input) => input === document.activeElement))
        .toBe(true)
      await page.getByRole('button', { name: 'Discard' }).click()
      expect(await field(page, 'Types of parents').inputValue()).toBe('Work Package, Risk, Deviation')
      expect(await field(page, 'Types of parents').getAttribute('aria-invalid')).toBe('false')
    }))

  it('are kept, with what a hierarchy needs', () =>
    onPages(app, { path }, async (page) => {
      await field(page, 'Types of parents').fill('Epic, Work Package')
      await field(page, 'Field for the parent').fill('')
      await field(page, 'More fields of every issue').fill('{"labels": ["wiki"]}')
      await page.getByRole('radio', { name: /^Are left alone/ }).check()
      await page.getByRole('checkbox', { name: /^Tasks stay on the page/ }).check()
      await field(page, 'How the issues hang together').selectOption('issue-link')
      await field(page, 'Type of the links').fill('Hierarchy')
      await field(page, 'The child is').selectOption('inward')
      await page.getByRole('radio', { name: /^Archive them/ }).check()
      await field(page, 'How alike summaries must be, in %').fill('85.5')
      await save(page)
      await page.getByText('The settings are saved.').waitFor()
      expect(await stored()).toMatchObject({
        taskIssueType: 'Task',
        parentIssueTypes: ['Epic', 'Work Package'],
        parentField: null,
        extraFields: { labels: ['wiki'] },
        completedTasks: 'skip',
        keepTasks: true,
        applicationLink: null,
        hierarchy: { by: 'issue-link', linkType: 'Hierarchy', direction: 'inward' },
        vanished: 'archive',
        relinkThreshold: 0.855,
      })
    }))

  it('ask for the query of a hierarchy by queries', () =>
    onPages(app, { path }, async (page) => {
      await field(page, 'How the issues hang together').selectOption('jql')
      await field(page, 'Query (JQL)').fill('parent = KEY')
      await save(page)
      await page.getByText('The query has to name {key}.').waitFor()
      await field(page, 'Query (JQL)').fill('"Parent Link" = {key}')
      await save(page)
      await page.getByText('The settings are saved.').waitFor()
      expect(await stored()).toMatchObject({ hierarchy: { by: 'jql', template: '"Parent Link" = {key}' } })
    }))

  it('that cannot be saved stay typed, with the reason', () =>
    onPages(app, { path }, async (page) => {
      await field(page, 'Type of the issues').waitFor()
      await page.route('**/api/page-tasks/settings', (route) => answerAs(route, { detail: 'Away.' }, 503))
      await field(page, 'Type of the issues').fill('Chore')
      await save(page)
      await page.getByRole('alert').getByText('Away.').waitFor()
      expect(await field(page, 'Type of the issues').inputValue()).toBe('Chore')
    }))

  it('are shown to members, who change nothing', () =>
    onPages(app, { path, role: 'MEMBER' }, async (page) => {
      await page.getByText('Only administrators change these settings.').waitFor()
      expect(await field(page, 'Type of the issues').isDisabled()).toBe(true)
    }))

  it('are accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: `/pages${path}`,
      ready: async (page) => {
        await field(page, 'How the issues hang together').selectOption('issue-link')
        await field(page, 'Type of the links').waitFor()
      },
    }))
})
