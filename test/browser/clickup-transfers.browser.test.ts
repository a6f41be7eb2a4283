import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Transfer } from '../../ui/src/api/transfer-types.ts'
import {
  aList,
  chooseList,
  connectClickup,
  connectHuntflow,
  startClickupApp,
  syncOnce,
  until,
  type ClickupApp,
} from './support/clickup-app.ts'
import { answerAs } from './support/answer-as.ts'
import { expectEveryLook, onPage } from './support/looks.ts'

let app: ClickupApp

beforeAll(async () => {
  app = await startClickupApp()
  await connectClickup(app)
  await chooseList(app, aList(app))
  await syncOnce(app)
})
afterAll(() => app.close())

const dialog = (page: Page) => page.getByRole('dialog', { name: /^Transfer “/ })
const steps = (page: Page) => page.getByRole('region', { name: 'Steps' })

function tasks() {
  return [...(app.clickup.state.tasksByList.get(aList(app).listId) ?? [])]
}

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Transfer to Huntflow' }).click()
  await dialog(page).waitFor()
}

describe('a transfer', () => {
  it('needs Huntflow to be connected', () =>
    onPage(app, { path: `/clickup?task=${tasks()[0]?.id}` }, async (page) => {
      await openDialog(page)
      await dialog(page).getByRole('link', { name: 'Connect Huntflow' }).waitFor()
      await connectHuntflow(app)
    }))

  it('is asked for from the task, and followed step by step to the applicant', () =>
    onPage(app, { path: `/clickup?task=${tasks()[0]?.id}` }, async (page) => {
      await openDialog(page)
      await dialog(page).getByRole('button', { name: 'Transfer', exact: true }).click()
      await dialog(page).getByText('Choose the organisation.').waitFor()
      await dialog(page).getByLabel('Organisation').selectOption(String(app.huntflow.accountId))
      expect(await dialog(page).getByLabel('Stage').isDisabled()).toBe(true)
      await expect.poll(() => dialog(page).getByLabel('Vacancy').isEnabled()).toBe(true)
      await dialog(page).getByLabel('Vacancy').selectOption({ index: 1 })
      await dialog(page).getByLabel('Stage').selectOption({ index: 2 })
      await dialog(page).getByRole('button', { name: 'Transfer', exact: true }).click()

      const title = page.getByRole('heading', { level: 2 }).first()
      await page.getByText('Completed', { exact: true }).waitFor()
      expect(await title.innerText()).toBe(tasks()[0]?.name.trim())
      expect(new URL(page.url()).pathname).toMatch(/^\/ui\/clickup\/transfers\/\w+$/)
      expect(await steps(page).locator('.step-done, .step-skipped').count()).toBe(9)
      const made = [...app.huntflow.state.applicants.keys()].at(-1)
      await page.getByRole('main').getByText(String(made), { exact: true }).waitFor()

      await page.getByRole('link', { name: 'All transfers' }).click()
      await page.getByRole('table', { name: 'Transfers' }).getByText('9 of 9').waitFor()
    }))

  it('that has failed says why, and is tried again', () =>
    onPage(app, { path: '/clickup/transfers' }, async (page) => {
      const [, task] = tasks()
      app.huntflow.failNext({
        matching: /POST .*\/applicants$/,
        status: 400,
        body: { errors: [] },
        times: Infinity,
      })
      try {
        await app.test.call('POST', `/api/clickup/tasks/${task?.id}/transfer-to-huntflow`, {
          body: { accountId: String(app.huntflow.accountId) },
        })
        await until(async () => {
          const { body } = await app.test.call<{ items: Transfer[] }>(
            'GET',
            '/api/clickup/transfers?status=failed',
          )
          return body.items.length > 0
        })
      } finally {
        app.huntflow.clearFaults()
      }
      await page.getByLabel('State').selectOption('failed')
      await page.getByRole('row').filter({ hasText: 'Failed' }).getByRole('link').click()
      await steps(page).locator('.step-failed').waitFor()
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByText('Completed', { exact: true }).waitFor()

      await page.getByRole('button', { name: 'Abandon …' }).click()
      await page.getByRole('button', { name: 'Abandon it' }).click()
      await page.getByText('Abandoned', { exact: true }).waitFor()
    }))

  it('that is not there says so', () =>
    onPage(app, { path: '/clickup/transfers/none' }, async (page) => {
      await page.getByText('There is no such transfer (any more).').waitFor()
    }))
})

const STEPS = ['read-task', 'choose-resume', 'upload-resume', 'create-applicant', 'add-to-vacancy'] as const
const ASKED: Transfer = {
  id: 't1',
  taskId: 'abc',
  taskName: 'Ivan Sidorov',
  taskUrl: null,
  accountId: '1',
  vacancyId: null,
  statusId: null,
  includeComments: true,
  status: 'needs-decision',
  steps: STEPS.map((name, index) => ({
    name,
    status: index < 3 ? 'done' : index === 3 ? 'asked' : 'open',
    detail: null,
    endedAt: null,
  })),
  applicantId: null,
  applicantUrl: null,
  possibleDuplicates: [
    { applicantId: '77', name: 'Ivan Sidorov' },
    { applicantId: '78', name: null },
  ],
  error: 'Huntflow did not say whether it made the applicant.',
  createdAt: '2026-11-26T10:00:00.000Z',
  updatedAt: '2026-11-26T10:00:00.000Z',
  finishedAt: null,
}

/** A lost answer takes minutes to become a question; here it is one at once. */
async function script(page: Page): Promise<readonly unknown[]> {
  const decided: unknown[] = []
  await page.context().route('**/api/clickup/transfers/t1**', (route) => {
    if (route.request().method() === 'GET')
      return answerAs(route, decided.length === 0 ? ASKED : { ...ASKED, status: 'waiting', error: null })
    decided.push(route.request().postDataJSON())
    return answerAs(route, { transferId: 't1' }, 202)
  })
  await page
    .context()
    .route(/\/api\/clickup\/transfers(\?.*)?$/, (route) =>
      answerAs(route, { items: [ASKED], nextCursor: null }),
    )
  await page.getByRole('link', { name: 'Transfers' }).click()
  await page.getByRole('link', { name: 'Ivan Sidorov' }).click()
  return decided
}

describe('a decision', () => {
  it('is explained beside those who may be the same, and taken', () =>
    onPage(app, { path: '/clickup' }, async (page) => {
      const decided = await script(page)
      const form = page.getByRole('region', { name: /^It is not known whether/ })
      await form.getByRole('table', { name: 'Possible duplicates' }).getByText('77').waitFor()
      await form.getByText('Not shown by Huntflow').waitFor()
      await form.getByRole('button', { name: 'Go on' }).click()
      await form.getByText('Choose how it goes on.').waitFor()
      await form.getByRole('radio', { name: /^The applicant is there/ }).check()
      await form.getByRole('button', { name: 'Go on' }).click()
      await form.getByText('Write the number of the applicant.').waitFor()
      await form.getByRole('button', { name: 'Ivan Sidorov (77)' }).click()
      await form.getByRole('button', { name: 'Go on' }).click()
      await page.getByText('Waiting', { exact: true }).waitFor()
      expect(decided).toEqual([{ action: 'adopt', applicantId: '77' }])
    }))

  it('is for administrators', () =>
    onPage(app, { path: '/clickup', role: 'MEMBER' }, async (page) => {
      await script(page)
      await page.getByText('Only administrators decide.').waitFor()
      expect(await page.getByRole('radio').count()).toBe(0)
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: '/clickup',
      ready: async (page) => {
        await script(page)
        await page.getByRole('radio', { name: /^The applicant is there/ }).check()
      },
    }))
})

describe('transfers', () => {
  const table = (page: Page) => page.getByRole('table', { name: 'Transfers' })

  it('are accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, { path: '/clickup/transfers', ready: (page) => table(page).waitFor() }))

  it('are so one by one', () =>
    expectEveryLook(app, {
      path: '/clickup/transfers',
      ready: async (page) => {
        await table(page).locator('.row-link').last().click()
        await steps(page).waitFor()
      },
    }))

  it('are so when they are asked for', () =>
    expectEveryLook(app, { path: `/clickup?task=${tasks()[0]?.id}`, ready: openDialog }))
})
