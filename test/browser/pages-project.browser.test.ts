import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Issue } from '../../server/sandbox/atlassian/index.ts'
import { macroXml } from '../features/confluence-jira/a-page-world.ts'
import { expectEveryLook } from './support/looks.ts'
import { connectAtlassian, onPages, startPagesApp, type PagesApp } from './support/pages-app.ts'

const path = '/project'
const PROJECT = 'OPS'

let app: PagesApp
let dig: Issue
let rootId: string

const issue = (summary: string, under?: Issue, type = 'Story') =>
  app.atlassian.createIssue({ projectKey: PROJECT, summary, type, ...(under && { parentId: under.id }) })

beforeAll(async () => {
  app = await startPagesApp()
  const { state } = app.atlassian
  // Sub-tasks go with what they are below.
  const seeded = [...state.issues.values()].filter(({ key }) => key.startsWith(`${PROJECT}-`))
  for (const { id, key } of seeded) if (state.issues.has(id)) app.atlassian.deleteIssue(key)
  dig = issue('Dig the pit')
  issue('Carry the heap away', dig, 'Sub-task')
  issue('Pour the ground plate')
  rootId = app.page('The building', '<p>What is built.</p>')
})
afterAll(() => app.close())

const form = (page: Page) => page.getByRole('form', { name: 'Plan a project sync' })
const runs = (page: Page) => page.getByRole('table', { name: 'Runs' })
const results = (page: Page) => page.getByRole('table', { name: 'Results' })
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
const clickButton = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const ended = (page: Page) => page.getByRole('status').getByText('Completed', { exact: true }).waitFor()
const titles = () =>
  [...app.atlassian.state.pages.values()].flatMap(({ versions, status }) =>
    status === 'current' ? [versions.at(-1)?.title] : [],
  )

async function plan(page: Page, pageId: string, key = PROJECT): Promise<void> {
  await form(page).getByLabel('Address of the project’s page').fill(app.addressOf(pageId))
  await form(page).getByLabel('Key of the project').fill(key)
  await clickButton(page, 'Show the plan')
}

describe('a project', () => {
  it('needs connections', () =>
    onPages(app, { path }, async (page) => {
      await page.getByText('Jira and Confluence are not connected yet.').waitFor()
      await connectAtlassian(app)
    }))

  it('says at the field what is wrong', () =>
    onPages(app, { path }, async (page) => {
      await clickButton(page, 'Show the plan')
      await page.getByText('Paste one address that begins with https://.').waitFor()
      await page.getByText('Write the key of a project or of an issue.').waitFor()
      await expect
        .poll(() =>
          form(page)
            .getByLabel('Address of the project’s page')
            .evaluate((field) => field === document.activeElement),
        )
        .toBe(true)
    }))

  it('is planned as a tree, and carried out', () =>
    onPages(app, { path }, async (page) => {
      const before = titles()
      await plan(page, rootId)
      await heading(page, 'Plan: pages of the project')
      await ended(page)
      await page.getByText('Nothing was written. This is what would be done.').waitFor()
      const rows = await results(page).locator('.plan-page').allInnerTexts()
      expect(rows.map((text) => text.replace('\n', ' '))).toEqual([
        'Level 1: Dig the pit',
        'Level 2: Carry the heap away',
        'Level 1: Pour the ground plate',
      ])
      await page.getByRole('button', { name: /^To be made 3/ }).waitFor()
      expect(titles()).toEqual(before)

      await clickButton(page, 'Carry out')
      await heading(page, 'Pages of the project')
      await ended(page)
      await page.getByText('3 of 3 pages').waitFor()
      await results(page).getByText('Made', { exact: true }).nth(2).waitFor()
      // Those of one level are made at once.
      expect(new Set(titles().slice(before.length))).toEqual(
        new Set(['Dig the pit', 'Carry the heap away', 'Pour the ground plate']),
      )
      const row = results(page).getByRole('row').filter({ hasText: 'Dig the pit' })
      expect(await row.getByRole('link', { name: dig.key }).getAttribute('href')).toMatch(
        `/browse/${dig.key}`,
      )
      await page.getByRole('tab', { name: 'Log' }).click()
      await page.getByText(`“Dig the pit”, ${dig.key}: Made.`).waitFor()
    }))

  it('that is as it was planned before has nothing to do', () =>
    onPages(app, { path }, async (page) => {
      await plan(page, rootId)
      await ended(page)
      await page.getByText('Nothing was written, and there is nothing to do.').waitFor()
      expect(await page.getByRole('button', { name: 'Carry out' }).count()).toBe(0)
      await page.getByRole('searchbox').fill('heap')
      await expect.poll(() => results(page).getByRole('row').count()).toBe(2)
    }))

  it('takes the references of pages that were copied from another one', async () => {
    const old = app.atlassian.createIssue({ projectKey: 'ENG', summary: 'Dig the pits', type: 'Story' })
    const pageId = app.page('Copied works', `<p>${macroXml(old.key)}</p><p>As in the other building.</p>`)
    await onPages(app, { path }, async (page) => {
      await form(page)
        .getByRole('radio', { name: /^Point references/ })
        .check()
      await plan(page, pageId)
      await heading(page, 'Plan: references to the project')
      await ended(page)
      const row = results(page).getByRole('row').filter({ hasText: 'Copied works' })
      expect((await row.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
        new RegExp(`${old.key} › becomes ${dig.key}.*Dig the pit 9\\d % alike To be re-pointed`),
      )
      await row.getByRole('link', { name: 'Copied works' }).click()
      const drawer = page.getByRole('dialog', { name: 'Copied works' })
      await drawer.locator('del', { hasText: old.key }).waitFor()
      await drawer.locator('ins', { hasText: dig.key }).waitFor()
      expect(app.storageOf(pageId)).toContain(old.key)
      await clickButton(page, 'Close')

      await clickButton(page, 'Carry out')
      await heading(page, 'References to the project')
      await ended(page)
      await results(page).getByText('Re-pointed', { exact: true }).waitFor()
      expect(app.storageOf(pageId)).toContain(`>${dig.key}<`)
    })
  })

  it('that is not there is said so', () =>
    onPages(app, { path }, async (page) => {
      await plan(page, rootId, 'NOPE')
      await page.getByRole('status').getByText('Failed', { exact: true }).waitFor()
      await page.getByText('It has ended before anything was found.').waitFor()
    }))

  it('is looked at by readers, who change nothing', () =>
    onPages(app, { path, role: 'MEMBER' }, async (page) => {
      await page.getByText(/^Only administrators start, cancel and take back runs/).waitFor()
      await runs(page).getByRole('link', { name: 'Plan: pages of the project' }).last().click()
      await results(page).getByText('Dig the pit').first().waitFor()
      expect(await page.getByRole('button', { name: 'Carry out' }).count()).toBe(0)
    }))
})

describe('the screens of projects are accessible by light, by dark and on a phone', () => {
  it('with the form and the list', () =>
    expectEveryLook(app, { path: `/pages${path}`, ready: (page) => runs(page).waitFor() }))

  it.each(['Pages of the project', 'References to the project'])('with %s', (name) =>
    expectEveryLook(app, {
      path: `/pages${path}`,
      ready: async (page) => {
        await runs(page).getByRole('link', { name, exact: true }).click()
        await results(page).waitFor()
      },
    }),
  )
})
