import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mail, Report } from '../../ui/src/api/time-types.ts'
import type { BrowserApp } from './support/browser-app.ts'
import { expectEveryLook } from './support/looks.ts'
import { onTime, sessionOf, startTimeApp } from './support/time-app.ts'

const HOUR_MS = 3_600_000

let app: BrowserApp
let names: readonly string[] = []

beforeAll(async () => {
  app = await startTimeApp()
  const [long, short, done] = [...app.test.sandbox.state.users.values()]
  names = [long, short, done].map((user) => user?.name ?? '')
  const now = Date.now()
  const work = [
    { userId: long?.id ?? '', startMs: now - 6.5 * HOUR_MS, endMs: null },
    { userId: short?.id ?? '', startMs: now - HOUR_MS / 2, endMs: null },
    { userId: done?.id ?? '', startMs: now - 3 * HOUR_MS, endMs: now - 2 * HOUR_MS },
  ]
  for (const each of work) await sessionOf(app, { ...each, description: 'Work' })
})
afterAll(() => app.close())

const nameAt = (index: number) => names[index] ?? ''
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of this screen' }).getByRole('link', { name })

describe('the board', () => {
  const cardOf = (page: Page, name: string) => page.locator('.running-card').filter({ hasText: name })

  it('counts on who is running, those over the limit first', () =>
    onTime(app, { path: '/running' }, async (page) => {
      await cardOf(page, nameAt(0)).getByText('Over the limit', { exact: true }).waitFor()
      await cardOf(page, nameAt(0)).getByText('1h 30m over the limit of 5h').waitFor()
      await page.getByText('2 timers · 1 over the limit').waitFor()
      expect(await page.locator('.running-card').first().innerText()).toContain(nameAt(0))
      const clock = cardOf(page, nameAt(1)).getByRole('timer')
      const before = await clock.innerText()
      await expect.poll(() => clock.innerText(), { timeout: 5_000 }).not.toBe(before)

      const worked = page.getByRole('table', { name: 'Worked today and this week' })
      await worked
        .getByRole('row')
        .filter({ hasText: nameAt(0) })
        .waitFor()
    }))

  it('hears of a timer that stops and of one that starts', () =>
    onTime(app, { path: '/running' }, async (page) => {
      const [, , other] = [...app.test.sandbox.state.users.values()]
      await cardOf(page, nameAt(0)).waitFor()
      app.test.sandbox.startTimer({ userId: other?.id ?? '', description: 'Just begun' })
      await cardOf(page, nameAt(2)).waitFor()
      app.test.sandbox.stopTimer({ userId: other?.id ?? '' })
      await cardOf(page, nameAt(2)).waitFor({ state: 'hidden' })

      await cardOf(page, nameAt(1))
        .getByRole('link', { name: nameAt(1) })
        .click()
      await page.getByRole('dialog', { name: new RegExp(`^${nameAt(1)}`) }).waitFor()
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: '/time/running',
      ready: (page) => cardOf(page, nameAt(0)).waitFor(),
    }))
})

describe('hours', () => {
  const plot = (page: Page, name: string) => page.getByRole('table', { name: `Hours by ${name}` })

  it('are bars with a table, by person, project, week and day; the address says which', () =>
    onTime(app, { path: '/hours?range=weeks12' }, async (page) => {
      await plot(page, 'person')
        .getByRole('row')
        .filter({ hasText: nameAt(0) })
        .waitFor()
      expect(await plot(page, 'person').locator('.bar').count()).toBe(3)
      const by = page.getByRole('navigation', { name: 'Hours by' })
      await by.getByRole('link', { name: 'Project' }).click()
      await plot(page, 'project').waitFor()
      await by.getByRole('link', { name: 'Week' }).click()
      await plot(page, 'week')
        .getByText(/^Week of/)
        .first()
        .waitFor()
      await by.getByRole('link', { name: 'Day' }).click()
      await plot(page, 'day').waitFor()
      expect(new URL(page.url()).searchParams.get('by')).toBe('day')

      await by.getByRole('link', { name: 'Person' }).click()
      await plot(page, 'person')
        .getByRole('link', { name: nameAt(2) })
        .click()
      await page.getByRole('table', { name: 'Sessions' }).getByText('Total of').waitFor()
      // An id until the people have come.
      const chosen = page.getByLabel('Person').locator('option:checked')
      await expect.poll(() => chosen.innerText()).toBe(nameAt(2))
    }))

  it('that are none say so', () =>
    onTime(app, { path: '/hours?range=custom&from=2020-01-01&to=2020-01-07' }, async (page) => {
      await page.getByText('No hours in these days.').waitFor()
      await page.getByRole('link', { name: 'Show the last 12 weeks' }).click()
      await plot(page, 'person').waitFor()
    }))

  it('are accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: '/time/hours?range=weeks12',
      ready: (page) =>
        plot(page, 'person')
          .getByRole('link', { name: nameAt(0) })
          .waitFor(),
    }))
})

const answer = (route: Route, body: unknown, status = 200) =>
  route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) })

const AT = '2026-11-26T10:00:00.000Z'
const REPORT: Report = {
  id: 'r1',
  kind: 'weekly',
  person: null,
  from: '2026-11-16',
  to: '2026-11-22',
  status: 'waiting',
  sessions: 0,
  error: null,
  fileName: 'time-report_2026-11-16_2026-11-22.xlsx',
  scheduled: false,
  mailedTo: [],
  createdAt: AT,
  finishedAt: null,
}

describe('reports', () => {
  const row = (page: Page, text: string) =>
    page.getByRole('table', { name: 'Reports' }).getByRole('row').filter({ hasText: text })

  /** A server that makes a report in three looks. */
  async function script(page: Page) {
    const asked: unknown[] = []
    const reports: Report[] = []
    await page.context().route('**/api/reports/r1/file', (route) => route.fulfill({ body: 'the file' }))
    await page.context().route('**/api/reports', (route) => {
      const [first] = reports
      if (route.request().method() === 'POST') {
        asked.push(route.request().postDataJSON())
        reports.push(REPORT)
        return answer(route, { reportId: 'r1' }, 202)
      }
      if (first?.status === 'running') reports[0] = { ...first, status: 'done' }
      if (first?.status === 'waiting') reports[0] = { ...first, status: 'running', sessions: 1200 }
      return answer(route, { items: reports, nextCursor: null })
    })
    return asked
  }

  it('are asked for by a form that cannot be wrong, followed and downloaded', () =>
    onTime(app, { path: '' }, async (page) => {
      const asked = await script(page)
      await tab(page, 'Reports').click()
      await page.getByText('There are no reports yet.').waitFor()
      await page.getByRole('button', { name: 'New report …' }).first().click()
      const form = page.getByRole('dialog', { name: 'New report' })
      await form.getByLabel('Any days').check()
      await form.getByRole('textbox', { name: 'From' }).fill('2099-12-31')
      expect(await form.getByLabel('To', { exact: true }).inputValue()).toBe('2099-12-31')
      await form.getByLabel('To', { exact: true }).fill('2020-01-01')
      await form.getByRole('button', { name: 'Make the report' }).click()
      await form.getByText('Choose a last day that is not before the first.').waitFor()
      await form.getByLabel('Month').check()
      await form.getByRole('button', { name: 'Make the report' }).click()
      await form.waitFor({ state: 'hidden' })
      expect(asked).toEqual([
        { kind: 'monthly', month: expect.any(Number) as number, year: expect.any(Number) as number },
      ])

      await row(page, '1,200 sessions read').waitFor()
      await row(page, 'Ready').waitFor()
      const download = page.waitForEvent('download')
      await row(page, 'Week').getByRole('button', { name: 'Download' }).click()
      expect((await download).suggestedFilename()).toBe(REPORT.fileName)
    }))

  it('of every kind are made by the server, and come as Excel files', () =>
    onTime(app, { path: '/reports' }, async (page) => {
      for (const kind of ['Week', 'Month', 'Any days']) {
        await page.getByRole('button', { name: 'New report …' }).first().click()
        const form = page.getByRole('dialog', { name: 'New report' })
        await form.getByRole('radio', { name: new RegExp(`^${kind}`) }).check()
        await form.getByLabel('Person').selectOption({ label: nameAt(2) })
        await form.getByRole('button', { name: 'Make the report' }).click()
        await form.waitFor({ state: 'hidden' })
        await row(page, kind).getByText('Ready', { exact: true }).waitFor()
      }
      const download = page.waitForEvent('download')
      await row(page, 'Any days').getByRole('button', { name: 'Download' }).click()
      expect((await download).suggestedFilename()).toMatch(/^time-report_.*\.xlsx$/)
    }))

  it('are asked for by administrators only', () =>
    onTime(app, { path: '', role: 'MEMBER' }, async (page) => {
      await script(page)
      await tab(page, 'Reports').click()
      await page.getByText(/^Only administrators ask for reports/).waitFor()
      expect(await page.getByRole('button', { name: 'New report …' }).count()).toBe(0)
    }))

  it('are accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: '/time',
      ready: async (page) => {
        await script(page)
        await tab(page, 'Reports').click()
        await page.getByRole('button', { name: 'New report …' }).first().click()
        await page.getByRole('dialog', { name: 'New report' }).waitFor()
      },
    }))
})

const MAIL: Mail = {
  id: 'm1',
  to: 'ana@example.com',
  subject: 'Your session was edited',
  status: 'failed',
  attempts: 8,
  lastError: '550 mailbox unavailable',
  createdAt: AT,
  sentAt: null,
  nextAttemptAt: null,
  digestId: null,
  text: 'Hello Ana, <b>your session</b> was edited.',
  attachment: null,
}

describe('the outbox', () => {
  const row = (page: Page, text: string) =>
    page.getByRole('table', { name: 'Outbox' }).getByRole('row').filter({ hasText: text })

  async function script(page: Page, resend: { readonly status: number }): Promise<void> {
    let mail = MAIL
    const other: Mail = {
      ...MAIL,
      id: 'm2',
      subject: 'Timer started',
      status: 'sent',
      lastError: null,
      sentAt: AT,
    }
    await page.context().route('**/api/outbox**', (route) => {
      const { pathname, searchParams } = new URL(route.request().url())
      if (pathname.endsWith('/resend')) {
        mail = { ...mail, status: 'waiting' }
        return resend.status === 200
          ? answer(route, mail)
          : answer(
              route,
              { status: resend.status, title: 'Conflict', detail: 'It is waiting.' },
              resend.status,
            )
      }
      if (pathname.endsWith('/m1')) return answer(route, mail)
      if (pathname.endsWith('/m2')) return answer(route, other)
      const wanted = searchParams.get('status')
      const items = [mail, other].filter(({ status }) => wanted === null || wanted === status)
      return answer(route, { items, nextCursor: null })
    })
    await tab(page, 'Outbox').click()
  }

  it('is filtered, shows a mail as text, and sends a failed one again', () =>
    onTime(app, { path: '' }, async (page) => {
      await script(page, { status: 200 })
      await row(page, 'Your session was edited').getByText('550 mailbox unavailable').waitFor()
      await page.getByLabel('Status').selectOption('Failed')
      await row(page, 'Timer started').waitFor({ state: 'hidden' })
      await row(page, 'Your session').getByRole('link').click()
      const mail = page.getByRole('dialog', { name: 'Your session was edited' })
      await mail.getByText('Hello Ana, <b>your session</b> was edited.').waitFor()
      expect(new URL(page.url()).searchParams.get('mail')).toBe('m1')

      await mail.getByRole('button', { name: 'Send again' }).click()
      await mail.getByText('Waiting', { exact: true }).waitFor()
      expect(await mail.getByRole('button', { name: 'Send again' }).count()).toBe(0)
      await page.keyboard.press('Escape')
      await page.getByText('No mail has this status.').waitFor()
    }))

  it('says that a mail needs it no more', () =>
    onTime(app, { path: '' }, async (page) => {
      await script(page, { status: 409 })
      await row(page, 'Your session').getByRole('link').click()
      await page.getByRole('button', { name: 'Send again' }).click()
      await page.getByRole('dialog').getByText('Waiting', { exact: true }).waitFor()
    }))

  it('is sent again by administrators only', () =>
    onTime(app, { path: '', role: 'MEMBER' }, async (page) => {
      await script(page, { status: 200 })
      await row(page, 'Your session').getByRole('link').click()
      await page.getByText('Only administrators send it again.').waitFor()
    }))

  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: '/time',
      ready: async (page) => {
        await script(page, { status: 200 })
        await row(page, 'Your session').getByRole('link').click()
        await page.getByText('Hello Ana, <b>your session</b> was edited.').waitFor()
      },
    }))
})
