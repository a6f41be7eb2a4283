import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReplyRule } from '../../ui/src/api/reply-types.ts'
import { answerAs } from './support/answer-as.ts'
import {
  aList,
  chooseList,
  connectClickup,
  startClickupApp,
  syncOnce,
  type ClickupApp,
} from './support/clickup-app.ts'
import { expectEveryLook, onPage } from './support/looks.ts'

const PATH = '/clickup/replies'

let app: ClickupApp

beforeAll(async () => {
  app = await startClickupApp()
  await connectClickup(app)
  await chooseList(app, aList(app))
  await syncOnce(app)
})
afterAll(() => app.close())

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })
const rules = (page: Page) => page.getByRole('list', { name: 'Rules' })
const ruleNames = (page: Page) => rules(page).getByRole('heading', { level: 3 }).allInnerTexts()
const tried = (page: Page) => page.getByRole('region', { name: 'Try the rules' })

async function stored(): Promise<readonly ReplyRule[]> {
  const { body } = await app.test.call<{ rules: ReplyRule[] }>('GET', '/api/clickup/auto-replies')
  return body.rules
}

async function addRule(page: Page, rule: { readonly name: string; readonly words: readonly string[] }) {
  await page.getByRole('button', { name: 'New rule …' }).click()
  const form = dialog(page, 'New rule')
  await form.getByLabel('Name', { exact: true }).fill(rule.name)
  for (const word of rule.words) {
    await form.getByLabel('Keywords').fill(word)
    await page.keyboard.press('Enter')
  }
  await form.getByLabel('Reply', { exact: true }).fill(`About ${rule.name}, {author}.`)
  await form.getByRole('button', { name: 'Done' }).click()
  await form.waitFor({ state: 'hidden' })
}

async function tryText(page: Page, text: string): Promise<void> {
  await tried(page).locator('textarea').fill(text)
  await tried(page).getByRole('button', { name: 'Try', exact: true }).click()
}

describe('rules', () => {
  it('are written, said to be wrong at the field, and saved together', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByText('There are no rules yet.').waitFor()
      await page.getByRole('button', { name: 'New rule …' }).click()
      const form = dialog(page, 'New rule')
      await form.getByLabel('Minutes of silence').fill('never')
      await form.getByRole('checkbox', { name: /^Comments/ }).uncheck()
      await form.getByRole('button', { name: 'Done' }).click()
      for (const wrong of [
        'Add at least one keyword.',
        'Choose at least one.',
        /^Write the reply/,
        /^Write whole minutes/,
      ])
        await form.getByText(wrong).waitFor()
      await form.getByRole('button', { name: 'Cancel' }).click()

      await addRule(page, { name: 'Bills', words: ['bill', 'invoice'] })
      await addRule(page, { name: 'Everything', words: ['please'] })
      expect(await stored()).toEqual([])
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('The rules are saved.').waitFor()
      expect((await stored()).map(({ name, keywords }) => [name, keywords])).toEqual([
        ['Bills', ['bill', 'invoice']],
        ['Everything', ['please']],
      ])
    }))

  it('show which of them would answer a text, and why the others would not', () =>
    onPage(app, { path: PATH }, async (page) => {
      await tryText(page, 'The bill, please')
      await tried(page).getByText('About Bills').waitFor()
      await tried(page).getByText('Everything: a rule above it answers').waitFor()
      await tryText(page, 'Hello')
      await tried(page).getByText('No rule answers').waitFor()
      await tried(page).getByText('Bills: none of its keywords is there').waitFor()
    }))

  it('are put in another order and switched off, and tried before they are saved', () =>
    onPage(app, { path: PATH }, async (page) => {
      await rules(page).waitFor()
      await page.getByRole('button', { name: 'Move Everything up' }).click()
      expect(await ruleNames(page)).toEqual(['1. Everything', '2. Bills'])
      expect(await page.getByRole('button', { name: 'Move Everything up' }).isDisabled()).toBe(true)
      await tried(page)
        .getByText(/though they are not saved yet/)
        .waitFor()
      await tryText(page, 'The bill, please')
      await tried(page).getByText('About Everything').waitFor()
      await page.getByRole('checkbox', { name: 'On Everything' }).uncheck()
      await tryText(page, 'The bill, please')
      await tried(page).getByText('Everything: is off').waitFor()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('The rules are saved.').waitFor()
      expect((await stored()).map(({ name, enabled }) => [name, enabled])).toEqual([
        ['Everything', false],
        ['Bills', true],
      ])
    }))

  it('are tried on what is kept of tasks', () =>
    onPage(app, { path: PATH }, async (page) => {
      await tried(page)
        .getByLabel(/^Latest comments and tasks/)
        .check()
      await tried(page).getByRole('button', { name: 'Try', exact: true }).click()
      await tried(page)
        .getByText(/of \d+ would be answered/)
        .waitFor()
      await tried(page).getByText('Rule by rule').first().click()
      await tried(page).getByText('Everything: is off').first().waitFor()
    }))

  it('with a pattern that is none are not saved, and it is said which', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByRole('button', { name: 'Edit … Bills' }).click()
      const form = dialog(page, 'Edit the rule')
      await form.getByRole('radio', { name: /^By a pattern/ }).check()
      await form.getByLabel('Keywords').fill('(open')
      await form.getByRole('button', { name: 'Add' }).first().click()
      await form.getByRole('button', { name: 'Take out bill' }).click()
      await form.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText(/^Bills, “\(open”: is no pattern/).waitFor()
      await page.getByRole('button', { name: 'Discard' }).click()
      await page.getByRole('button', { name: 'Remove Everything' }).click()
      expect(await ruleNames(page)).toEqual(['1. Bills'])
      await page.getByRole('button', { name: 'Discard' }).click()
    }))

  it('are read by members, who can try them', () =>
    onPage(app, { path: PATH, role: 'MEMBER' }, async (page) => {
      await page.getByText('Only administrators change the rules.').waitFor()
      expect(await page.getByRole('button', { name: /^Edit …/ }).count()).toBe(0)
      await tryText(page, 'The bill')
      await tried(page).getByText('About Bills').waitFor()
    }))

  it('are accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: PATH,
      ready: async (page) => {
        await tryText(page, 'The bill')
        await tried(page).getByText('About Bills').waitFor()
      },
    }))

  it('are so while one is written', () =>
    expectEveryLook(app, {
      path: PATH,
      ready: (page) => page.getByRole('button', { name: 'Edit … Bills' }).click(),
    }))
})

const ENTRY = {
  id: 'r1',
  at: '2026-11-26T10:00:00.000Z',
  event: 'comment',
  taskId: 'abc',
  commentId: 'c1',
  ruleId: 'x',
  ruleName: 'Bills',
  text: 'Ask the accountants.',
  status: 'unknown',
  error: 'The answer was lost on its way.',
}

describe('the log of replies', () => {
  it('says what was answered, and what became of it', () =>
    onPage(app, { path: PATH }, async (page) => {
      await page.getByRole('link', { name: 'Log of replies' }).click()
      await page.getByText('Nothing was answered yet.').waitFor()
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: PATH,
      ready: async (page) => {
        await page
          .context()
          .route('**/api/clickup/auto-replies/log**', (route) =>
            answerAs(route, { items: [ENTRY], nextCursor: null }),
          )
        await page.getByRole('link', { name: 'Log of replies' }).click()
        await page.getByText('The answer was lost on its way.').waitFor()
      },
    }))
})
