import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  expectAccessible,
  startBrowserApp,
  untilBootstrapped,
  type BrowserApp,
} from './support/browser-app.ts'

let app: BrowserApp

beforeAll(async () => {
  app = await startBrowserApp()
  await untilBootstrapped(app.test)
})
afterAll(() => app.close())

async function inStudio(path: string, use: (page: Page) => Promise<void>, role?: 'MEMBER'): Promise<void> {
  const page = await app.open(`/studio${path}`, role ? { role } : {})
  try {
    await use(page)
  } finally {
    await page.context().close()
  }
}

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click()

/** What the sandbox was asked, since the beginning. */
const requestsTo = (pattern: RegExp) => app.test.sandbox.requests.matching(pattern)

describe('finding an operation', () => {
  it('works with the keyboard alone: / then words, arrows, Enter', () =>
    inStudio('', async (page) => {
      await page.getByRole('listbox', { name: 'Operations' }).getByRole('option').first().waitFor()
      await page.keyboard.press('/')
      await page.keyboard.type('create time entry')
      await page.getByText(/^\d+ operations?$/).waitFor()
      await page.keyboard.press('Enter')

      await page.getByRole('heading', { level: 2 }).waitFor()
      expect(page.url()).toMatch(/\/ui\/studio\/clockify\/create\w+$/)
    }))

  it('shows all operations, and few of them as elements', () =>
    inStudio('', async (page) => {
      await page.getByText('633 operations').waitFor()

      expect(
        await page.getByRole('listbox', { name: 'Operations' }).getByRole('option').count(),
      ).toBeLessThan(60)
      expect(await page.locator('*').count()).toBeLessThan(3_000)
      await expectAccessible(page)
    }))

  it('offers what most people come for in one click, until somebody searches', () =>
    inStudio('', async (page) => {
      const quick = page.getByRole('navigation', { name: 'Quick actions' })
      await quick.getByRole('link', { name: 'List projects' }).click()
      await page.getByRole('heading', { level: 2, name: 'List projects' }).waitFor()
      await page.getByRole('combobox', { name: 'Search operations' }).fill('report')

      await quick.waitFor({ state: 'detached' })
    }))

  it('shows one service alone, with what people come for there', () =>
    inStudio('', async (page) => {
      await page.getByRole('combobox', { name: 'All services' }).selectOption('clickup')
      await page.getByText('137 operations').waitFor()

      const quick = page.getByRole('navigation', { name: 'Quick actions' })
      await quick.getByRole('link', { name: 'List tasks of a workspace' }).waitFor()
      expect(await quick.getByRole('link').count()).toBe(3)
    }))

  it('says so when nothing is found', () =>
    inStudio('', async (page) => {
      await page.getByRole('combobox', { name: 'Search operations' }).fill('no such thing')
      await page.getByText('No operation holds all these words.').waitFor()
      await page.getByRole('button', { name: 'Clear search and filters' }).click()

      await page.getByText('633 operations').waitFor()
    }))
})

describe('calling', () => {
  it.each([
    ['/clickup/GetAuthorizedTeams', 'ClickUp'],
    ['/clickup-v3/searchDocsPublic', 'ClickUp'],
    ['/huntflow/get_user_info_me_get', 'Huntflow'],
    ['/jira-data-center/getUser', 'Jira'],
  ])('says at %s that the service is not connected yet, and leads to where that is done', (path, service) =>
    inStudio(path, async (page) => {
      const workspace = page.getByRole('textbox', { name: /^workspace_id/ })
      await page.getByRole('heading', { level: 2 }).waitFor()
      if (path.includes('v3')) await workspace.fill('1')
      await send(page)
      await page.getByText(`${service} is not connected yet. Nothing was sent.`).waitFor()
      await expectAccessible(page)

      await page.getByRole('link', { name: 'Connect under Settings' }).click()
      await page.waitForURL(/\/settings\/connections$/)
    }),
  )

  it('shows the answer as a table, and the call in the history', () =>
    inStudio('/clockify/getProjects', async (page) => {
      await send(page)
      await page.getByRole('tab', { name: 'Table' }).waitFor()
      expect(await page.getByRole('tab', { name: 'Table' }).getAttribute('aria-selected')).toBe('true')
      const [project] = [...app.test.sandbox.state.projects.values()]
      await page.getByText(project!.name, { exact: true }).first().waitFor()
      await expectAccessible(page)

      await page.getByRole('tab', { name: 'History' }).click()
      await page
        .getByRole('link', { name: /getProjects/ })
        .first()
        .click()
      await page.waitForURL(/\?call=/)
    }))

  it('sends nothing that does not fit, and says at the field what is wrong', () =>
    inStudio('/clockify/createNewProject', async (page) => {
      const before = requestsTo(/POST .*\/projects/).length
      await send(page)
      await page.getByText(/^Nothing was sent:/).waitFor()

      const name = page.getByRole('textbox', { name: /^name/ })
      expect(await name.getAttribute('aria-invalid')).toBe('true')
      expect(requestsTo(/POST .*\/projects/).length).toBe(before)
      await expectAccessible(page)

      await name.fill('Made in the browser')
      await send(page)
      await page.getByRole('tab', { name: 'Tree' }).waitFor()
      expect([...app.test.sandbox.state.projects.values()].map((each) => each.name)).toContain(
        'Made in the browser',
      )
    }))

  it('keeps form and JSON in step, and what is typed while one goes elsewhere', () =>
    inStudio('/clockify/createNewProject', async (page) => {
      await page.getByRole('textbox', { name: /^name/ }).fill('In both')
      await page.getByRole('tab', { name: 'JSON' }).click()
      await page.locator('.cm-content').getByText('"In both"').waitFor()
      await page.getByRole('combobox', { name: 'Search operations' }).fill('getUserGroups')
      await page.getByText('1 operation', { exact: true }).waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL(/getUserGroups/)
      await page.goBack()

      await page.locator('.cm-content').getByText('"In both"').waitFor()
      await expectAccessible(page)
    }))

  it('shows what would be sent and sends nothing', () =>
    inStudio('/clockify/createNewProject', async (page) => {
      const before = requestsTo(/POST .*\/projects/).length
      await page.getByRole('textbox', { name: /^name/ }).fill('Only looking')
      await page.getByRole('button', { name: 'Dry run' }).click()
      await page.getByText('This would be sent').waitFor()

      expect(requestsTo(/POST .*\/projects/).length).toBe(before)
    }))

  it('asks before it deletes, naming what will go', () =>
    inStudio('/clockify/deleteTag', async (page) => {
      const [tag] = [...app.test.sandbox.state.tags.values()]
      const field = page.getByRole('combobox', { name: /^id/ })
      await field.fill(tag!.id)
      await page.keyboard.press('Tab')
      await send(page)
      const dialog = page.getByRole('dialog')
      await dialog.getByText(tag!.id).waitFor()
      expect(app.test.sandbox.state.tags.has(tag!.id)).toBe(true)
      await dialog.getByRole('button', { name: 'Delete' }).click()
      await page.getByRole('tab', { name: 'Headers' }).waitFor()

      expect(app.test.sandbox.state.tags.has(tag!.id)).toBe(false)
    }))

  it('reads page after page and shows all items together', () =>
    inStudio('/clockify/getTasks', async (page) => {
      const [task] = [...app.test.sandbox.state.tasks.values()]
      await page.getByRole('combobox', { name: /^projectId/ }).fill(task!.projectId)
      await page.keyboard.press('Tab')
      await page.getByRole('button', { name: 'Read all pages' }).click()

      await page.getByText(task!.name, { exact: true }).first().waitFor()
    }))
})

describe('ids by name', () => {
  it('offers the workspace’s own records and sends the id', () =>
    inStudio('/clockify/getProject', async (page) => {
      const project = [...app.test.sandbox.state.projects.values()].at(-1)!
      await page.getByRole('combobox', { name: /^projectId/ }).fill(project.name)
      await page
        .getByRole('option', { name: new RegExp(project.name) })
        .first()
        .click()
      await send(page)
      await page.getByRole('tab', { name: 'Request' }).click()

      await page.getByText(project.id).first().waitFor()
    }))
})

describe('keeping calls', () => {
  it('saves one under a name, opens it again, and removes it', () =>
    inStudio('/clockify/createNewProject', async (page) => {
      await page.getByRole('textbox', { name: /^name/ }).fill('From the saved call')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).fill('My favourite')
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByText('Saved as “My favourite”.').waitFor()

      await page.getByRole('tab', { name: 'Saved' }).click()
      await page.getByRole('link', { name: /My favourite/ }).click()
      await page.waitForURL(/\?saved=/)
      expect(await page.getByRole('textbox', { name: /^name/ }).inputValue()).toBe('From the saved call')
      await page.getByRole('button', { name: 'Remove “My favourite”' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
      await page.getByText('Nothing is saved yet').waitFor()
    }))
})

describe('a member', () => {
  it('calls as himself, and Clockify’s refusal is shown as an answer', () =>
    inStudio(
      '/clockify/getProjects',
      async (page) => {
        await send(page)
        await page.getByRole('tab', { name: 'Headers' }).waitFor()
      },
      'MEMBER',
    ))
})

describe('on a phone', () => {
  it('shows one step at a time, and the way back', async () => {
    const page = await app.open('/studio', { context: { viewport: { width: 360, height: 740 } } })
    await page.getByRole('listbox', { name: 'Operations' }).getByRole('option').first().click()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()

    expect(await page.getByRole('combobox', { name: 'Search operations' }).isVisible()).toBe(false)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'All operations' }).click()
    await page.getByRole('combobox', { name: 'Search operations' }).waitFor()
    await page.context().close()
  })
})

describe('the width of the panes', () => {
  const widths = (page: Page) =>
    page
      .locator('.studio > section')
      .evaluateAll((panes) => panes.map((pane) => pane.getBoundingClientRect().width))

  it('is changed by keys and by dragging, kept, and put back by a double click', () =>
    inStudio('/clockify/getProjects', async (page) => {
      const ofList = page.getByRole('separator', { name: 'Width of the list' })
      const ofAnswer = page.getByRole('separator', { name: 'Width of the answer' })
      await ofAnswer.waitFor()
      const atFirst = await widths(page)
      await ofAnswer.press('ArrowLeft')
      const byKey = await widths(page)
      await ofList.dragTo(page.getByRole('heading', { level: 2 }))
      const dragged = await widths(page)
      await page.getByRole('link', { name: 'Dashboard' }).click()
      await ofList.waitFor({ state: 'detached' })
      await page.goBack()
      await ofAnswer.waitFor()
      const kept = await widths(page)
      await ofList.dblclick()
      await ofAnswer.dblclick()

      expect(byKey[2]).toBeGreaterThan(atFirst[2] ?? NaN)
      expect(dragged[0]).toBeGreaterThan(byKey[0] ?? NaN)
      expect(kept).toEqual(dragged)
      expect(await widths(page)).toEqual(atFirst)
    }))
})
