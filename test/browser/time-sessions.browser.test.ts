import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../server/shared/ids.ts'
import type { TimeSession } from '../../ui/src/api/time-types.ts'
import type { BrowserApp } from './support/browser-app.ts'
import { expectEveryLook } from './support/looks.ts'
import { onTime, reopen, sessionOf, startTimeApp, untilSession } from './support/time-app.ts'

const HOUR_MS = 3_600_000

let app: BrowserApp
let users: readonly { readonly id: string; readonly name: string }[]
// An hour of the day at which a day of work has gone by, in every zone of the sandbox on the same day.
const noon = Date.parse(`${new Date().toISOString().slice(0, 10)}T06:00:00Z`) - 24 * HOUR_MS
const yesterday = new Date(noon).toISOString().slice(0, 10)

beforeAll(async () => {
  app = await startTimeApp()
  users = [...app.test.sandbox.state.users.values()]
})
afterAll(() => app.close())

const table = (page: Page) => page.getByRole('table', { name: 'Sessions', exact: true })
const rowOf = (page: Page, text: string) => table(page).getByRole('row').filter({ hasText: text })
const drawer = (page: Page, name: string) => page.getByRole('dialog', { name: new RegExp(`^${name}`) })
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })
const userAt = (index: number) => users[index] ?? { id: '', name: '' }

function work(
  index: number,
  hours: readonly [number, number | null],
  description: string,
): Promise<TimeSession> {
  const [start, end] = hours
  return sessionOf(app, {
    userId: userAt(index).id,
    startMs: noon + start * HOUR_MS,
    endMs: end === null ? null : noon + end * HOUR_MS,
    description,
  })
}

/** One of each person, today. */
function manySessions(count: number): readonly TimeSession[] {
  const startedAt = `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`
  return Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    externalId: null,
    description: '',
    person: { id: `p${index}`, externalId: null, name: `Person ${1000 + index}`, email: null },
    project: null,
    task: null,
    billable: false,
    startedAt,
    endedAt: startedAt.replace('T00:00', 'T00:30'),
    durationSeconds: 1_800,
    timeZone: 'UTC',
    running: false,
    overtime: false,
    status: 'closed',
    flags: [],
    edits: 0,
    note: null,
    approvedStartedAt: null,
    approvedEndedAt: null,
  }))
}

describe('the table', () => {
  it('says where sessions come from while there are none, and shows the first as it comes', () =>
    onTime(app, { path: '?range=all' }, async (page) => {
      await page.getByText('There are no sessions yet.').or(page.getByText('No session matches.')).waitFor()
      await work(0, [0, 2], 'The first')

      await rowOf(page, 'The first').getByText('2h', { exact: true }).waitFor()
      await rowOf(page, 'The first').getByText('Ended', { exact: true }).waitFor()
    }))

  it('is filtered, and a link shows another the same', async () => {
    await work(1, [1, 7.5], 'A long day')
    await work(1, [8, 9], 'A short one')
    await onTime(app, { path: '?range=all' }, async (page) => {
      await rowOf(page, 'A long day').getByText('Overtime', { exact: true }).waitFor()
      await page.getByLabel('Person').selectOption({ label: userAt(1).name })
      await rowOf(page, 'The first').waitFor({ state: 'hidden' })
      await table(page).getByText('Total of 2 sessions').waitFor()
      await page.getByLabel('Overtime').selectOption('Only with overtime')
      await rowOf(page, 'A short one').waitFor({ state: 'hidden' })
      expect(new URL(page.url()).searchParams.get('overtime')).toBe('true')

      await reopen(app, page)
      await rowOf(page, 'A long day').waitFor()
      expect(await table(page).getByRole('row').count()).toBe(3)
      await page.getByRole('button', { name: 'Clear filters' }).click()
      await rowOf(page, 'The first').waitFor()
    })
  })

  it('is filtered by days, project and status, and says when nothing is left', async () => {
    const [project] = app.test.sandbox.state.projects.values()
    await onTime(app, { path: `?range=custom&from=${yesterday}&to=${yesterday}` }, async (page) => {
      await rowOf(page, 'The first').waitFor()
      await page.getByLabel('Project').fill(project?.name ?? '')
      await page.keyboard.press('Enter')
      await page.waitForURL(/project=/)
      await rowOf(page, 'The first').waitFor()
      await page.getByLabel('Status').selectOption('Rejected')
      await page.getByText('No session matches.').waitFor()

      await page.getByRole('link', { name: 'Show all sessions' }).click()
      await rowOf(page, 'The first').waitFor()
      await page.getByLabel('Time range').selectOption('Custom days')
      await page.getByLabel('From').fill('2020-01-01')
      await page.getByLabel('To', { exact: true }).fill('2020-01-02')
      await page.getByText('No session matches.').waitFor()
    })
  })

  it('says times as they were there, and the UTC in the title', () =>
    onTime(app, { path: '?range=all' }, async (page) => {
      const { timeZone } = [...app.test.sandbox.state.users.values()][0]!
      const start = rowOf(page, 'The first').locator('time').first()
      const local = new Intl.DateTimeFormat('en', { timeZone, timeStyle: 'short', hourCycle: 'h23' }).format(
        noon,
      )
      await start.waitFor()

      expect(await start.innerText()).toContain(local)
      expect(await start.getAttribute('title')).toMatch(new RegExp(`^Time in ${timeZone}; .*, 06:00:00 UTC$`))
    }))
})

describe('the day timeline', () => {
  it('has a line for each person, walked by arrow keys, and opens a session', () =>
    onTime(app, { path: `?view=timeline&day=${yesterday}` }, async (page) => {
      const long = page.getByRole('link', { name: /A long day/ })
      await long.waitFor()
      expect(await long.getAttribute('tabindex')).toBe('0')
      await long.focus()
      await page.keyboard.press('ArrowRight')
      const short = page.getByRole('link', { name: /A short one/ })
      expect(await short.evaluate((block) => block === document.activeElement)).toBe(true)
      await page.keyboard.press('ArrowLeft')

      await page.keyboard.press('Enter')
      await drawer(page, userAt(1).name).getByText('A long day', { exact: true }).first().waitFor()
      await page.keyboard.press('Escape')
      await page.waitForURL(({ search }) => !search.includes('session='))
    }))

  it('says the same as a table for those who do not see it, and hatches overtime', () =>
    onTime(app, { path: `?view=timeline&day=${yesterday}` }, async (page) => {
      const hidden = page.getByRole('table', { name: new RegExp(String(new Date(noon).getUTCFullYear())) })
      await hidden.getByRole('row').filter({ hasText: 'Overtime' }).filter({ hasText: '6h 30m' }).waitFor()
      expect(await hidden.getByRole('row').count()).toBe(4)
      expect(await page.locator('.block-overtime').count()).toBe(1)
    }))

  it('shows another day by its buttons, and the timer that runs today', async () => {
    const { person } = await sessionOf(app, {
      userId: userAt(2).id,
      startMs: Date.now() - 60_000,
      endMs: null,
      description: 'Right now',
    })
    await onTime(app, { path: `?view=timeline&day=${yesterday}` }, async (page) => {
      await page.getByRole('link', { name: /A long day/ }).waitFor()
      await page.getByRole('button', { name: 'Day after' }).click()
      const block = page.getByRole('link', { name: new RegExp(`${person.name}.*still running`) })
      await block.waitFor()
      expect(await block.getAttribute('class')).toContain('is-running')
    })
  })

  it('draws of many people those that are seen, and arrow keys reach the others', () =>
    onTime(app, { path: '' }, async (page) => {
      await page.context().route('**/api/time-sessions?**', (route) => {
        const isPast = new URL(route.request().url()).searchParams.get('running') === 'true'
        return route.fulfill({ json: { items: isPast ? [] : manySessions(300), nextCursor: null } })
      })
      await page.getByRole('link', { name: 'Day timeline' }).click()
      const block = (index: number) => page.getByRole('link', { name: new RegExp(`^Person ${index},`) })
      await block(1000).focus()
      expect(await page.locator('.lane').count()).toBeLessThan(60)
      for (let index = 1001; index <= 1040; index += 1) await page.keyboard.press('ArrowDown')

      await expect.poll(() => block(1040).evaluate((link) => link === document.activeElement)).toBe(true)
      expect(await block(1000).count()).toBe(0)
      const hidden = page.getByRole('table', { name: new RegExp(String(new Date().getUTCFullYear())) })
      await expect.poll(() => hidden.getByRole('row').count()).toBe(301)
    }))
})

describe('a session', () => {
  it('is edited by hand; its history tells the edit in words, and it goes under review', async () => {
    const { id } = await work(4, [1, 9], 'To be corrected')
    await onTime(app, { path: `?range=all&session=${id}` }, async (page) => {
      const opened = drawer(page, userAt(4).name)
      await opened.getByRole('button', { name: 'Edit' }).click()
      const form = dialog(page, `Edit a session of ${userAt(4).name}`)
      const end = form.getByLabel('End', { exact: true })
      const before = await end.inputValue()
      await end.fill((await form.getByLabel('Start', { exact: true }).inputValue()).replace(/T..:/, 'T00:'))
      await form.getByRole('button', { name: 'Save' }).click()
      await form.getByText('The end is before the start.').waitFor()
      const after = before.replace(
        /T(..):/,
        (_, hour: string) => `T${String(Number(hour) - 1).padStart(2, '0')}:`,
      )
      await end.fill(after)
      await form.getByText('That is 7h.').waitFor()
      await form.getByRole('button', { name: 'Save' }).click()

      const history = opened.getByRole('region', { name: 'History' })
      const edit = history.getByRole('listitem').filter({ hasText: 'Edited' })
      await edit.getByText(before.slice(11), { exact: true }).waitFor()
      await edit.getByText(after.slice(11), { exact: true }).waitFor()
      await edit.getByText('Under review').waitFor()
      await opened.getByRole('button', { name: 'Approve' }).waitFor()
    })
  })

  it('takes a note that stays', async () => {
    const { id } = await work(3, [10, 11], 'With a note')
    await onTime(app, { path: `?session=${id}` }, async (page) => {
      const opened = drawer(page, userAt(3).name)
      await opened.getByLabel('Add a note to the record').fill('Agreed by phone')
      await opened.getByRole('button', { name: 'Add note' }).click()
      await opened
        .getByRole('region', { name: 'History' })
        .getByText('Agreed by phone', { exact: true })
        .waitFor()
    })
  })

  it('is added by hand, and deleted after a question', () =>
    onTime(app, { path: '?range=all' }, async (page) => {
      await page.getByRole('button', { name: 'Add a session …' }).click()
      const form = dialog(page, 'Add a session by hand')
      await form.getByRole('button', { name: 'Add session' }).click()
      await form.getByText('Choose whose session it is.').waitFor()
      await form.getByLabel('Person').selectOption({ label: userAt(0).name })
      await form.getByLabel('Description').fill('On paper')
      await form.getByRole('button', { name: 'Add session' }).click()
      const opened = drawer(page, userAt(0).name)
      await opened.getByText('None: it was added here by hand').waitFor()

      await opened.getByRole('button', { name: 'Delete …' }).click()
      await dialog(page, 'Delete this session?').getByRole('button', { name: 'Delete …' }).click()
      await opened.getByText('It is deleted: it can be read, not changed.').waitFor()
      await page.keyboard.press('Escape')
      await rowOf(page, 'On paper').getByText('Deleted', { exact: true }).waitFor()
    }))

  it('of another person is only looked at by a member', async () => {
    const { id } = await work(4, [10, 11], 'Of somebody else')
    await onTime(app, { path: `?session=${id}`, role: 'MEMBER' }, async (page) => {
      const opened = drawer(page, userAt(4).name)
      await opened.getByText('Only administrators change the sessions of other people.').waitFor()
      expect(await opened.getByRole('button', { name: 'Edit' }).count()).toBe(0)
    })
  })

  it('that is not there is said to be so', () =>
    onTime(app, { path: `?session=${newId()}` }, (page) =>
      page.getByText(/^There is no such session in this workspace/).waitFor(),
    ))

  it('that looks wrong says what is wrong with it', async () => {
    const { id, externalId } = await work(5, [1, 3], 'One')
    await work(5, [2, 4], 'At the same time')
    await untilSession(app.test, externalId ?? '', ({ flags }) => flags.includes('overlaps'))
    await onTime(app, { path: `?session=${id}` }, (page) =>
      drawer(page, userAt(5).name)
        .getByText(/^Another session of this person was there at the same time/)
        .waitFor(),
    )
  })
})

describe('the screens', () => {
  it('are accessible by light, by dark and on a phone: the table', () =>
    expectEveryLook(app, {
      path: '/time?range=all',
      ready: (page) => rowOf(page, 'The first').waitFor(),
    }))

  it('the timeline', () =>
    expectEveryLook(app, {
      path: `/time?view=timeline&day=${yesterday}`,
      ready: (page) => page.getByRole('link', { name: /A long day/ }).waitFor(),
    }))

  it('a session with its history', async () => {
    const { id } = await work(3, [12, 13], 'Seen everywhere')
    await expectEveryLook(app, {
      path: `/time?session=${id}`,
      ready: (page) => drawer(page, userAt(3).name).getByText('Added', { exact: true }).waitFor(),
    })
  })
})
