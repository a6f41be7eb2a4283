import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person, TimeSettings } from '../../ui/src/api/time-types.ts'
import type { BrowserApp } from './support/browser-app.ts'
import { expectEveryLook } from './support/looks.ts'
import { onTime, sessionOf, startTimeApp } from './support/time-app.ts'

let app: BrowserApp
let worker = ''

beforeAll(async () => {
  app = await startTimeApp()
  const [user] = app.test.sandbox.state.users.values()
  worker = user?.name ?? ''
  await sessionOf(app, {
    userId: user?.id ?? '',
    startMs: Date.now() - 3_600_000,
    endMs: Date.now(),
    description: 'Work',
  })
})
afterAll(() => app.close())

const people = (page: Page) => page.getByRole('table', { name: 'People' })
const rowOf = (page: Page, name: string) => people(page).getByRole('row').filter({ hasText: name })
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function settings(): Promise<TimeSettings> {
  return (await app.test.call<TimeSettings>('GET', '/api/time-sessions/settings')).body
}

describe('people', () => {
  it('come with their first session, and get hours and a limit of their own', () =>
    onTime(app, { path: '/people' }, async (page) => {
      await rowOf(page, worker).getByText('as in the workspace').waitFor()
      await rowOf(page, worker).getByRole('link', { name: 'Edit' }).click()
      const form = dialog(page, `Edit ${worker}`)
      await form.getByLabel('Hours per month').fill('1000')
      await form.getByRole('button', { name: 'Save' }).click()
      await form.getByText('A number from 0 to 744, or nothing.').waitFor()
      await form.getByLabel('Hours per month').fill('160')
      await form.getByLabel('Overtime after hours').fill('7,5')
      await form.getByLabel('Gets mails').uncheck()
      await form.getByRole('button', { name: 'Save' }).click()

      await rowOf(page, worker).getByText('160h', { exact: true }).waitFor()
      await rowOf(page, worker).getByText('7.5h', { exact: true }).waitFor()
      await rowOf(page, worker).getByText('No mails', { exact: true }).waitFor()
    }))

  it('are added and removed, unless they have sessions', () =>
    onTime(app, { path: '/people' }, async (page) => {
      await page.getByRole('button', { name: 'Add a person' }).click()
      const form = dialog(page, 'Add a person')
      await form.getByLabel('E-mail address').fill('zoe@')
      await form.getByRole('button', { name: 'Save' }).click()
      await form.getByText('Give a name.').waitFor()
      await form.getByText('This is no e-mail address.').waitFor()
      await form.getByLabel('Name').fill('Zoe Zuma')
      await form.getByLabel('E-mail address').fill('zoe@example.com')
      await form.getByRole('button', { name: 'Save' }).click()
      await rowOf(page, 'Zoe Zuma').getByText('Not in Clockify').waitFor()

      await rowOf(page, 'Zoe Zuma').getByRole('button', { name: 'Remove' }).click()
      await dialog(page, 'Remove Zoe Zuma?').getByRole('button', { name: 'Remove' }).click()
      await rowOf(page, 'Zoe Zuma').waitFor({ state: 'hidden' })
      await rowOf(page, worker).getByRole('button', { name: 'Remove' }).click()
      const question = dialog(page, `Remove ${worker}?`)
      await question.getByRole('button', { name: 'Remove' }).click()
      await question.getByText(/^This person has sessions, which stay/).waitFor()
    }))

  it('are opened by a link', async () => {
    const { body } = await app.test.call<{ items: Person[] }>('GET', '/api/people')
    const { id, name } = body.items[0]!
    await onTime(app, { path: `/people?person=${id}` }, (page) => dialog(page, `Edit ${name}`).waitFor())
  })

  it('are only looked at by a member', () =>
    onTime(app, { path: '/people', role: 'MEMBER' }, async (page) => {
      await page.getByText('Only administrators change people.').waitFor()
      await rowOf(page, worker).waitFor()
      expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(0)
    }))
})

describe('settings', () => {
  it('tell what is not saved, are saved together, or discarded', () =>
    onTime(app, { path: '/settings' }, async (page) => {
      const limits = section(page, 'Limits in hours')
      await limits.getByLabel('One day').fill('9')
      await page.getByText('1 setting is not saved').waitFor()
      await section(page, 'Mails').getByLabel('A timer starts: The person').check()
      await page.getByText('2 settings are not saved').waitFor()
      await page.getByRole('button', { name: 'Discard' }).click()
      expect(await limits.getByLabel('One day').inputValue()).toBe('')

      await limits.getByLabel('One week').fill('40')
      await section(page, 'Mails').getByLabel('A timer stops: Coordinators').uncheck()
      await section(page, 'Reports and calendar').getByLabel('Report every week').check()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('The settings are saved.').waitFor()
      expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
      const saved = await settings()
      expect(saved).toMatchObject({ dailyHours: null, weeklyHours: 40, weeklyReport: true })
      expect([saved.mails.stopped, saved.mails.started]).toEqual(['nobody', 'coordinators'])
    }))

  it('are tried on the past before they are saved', () =>
    onTime(app, { path: '/settings' }, async (page) => {
      const limits = section(page, 'Limits in hours')
      await limits.getByRole('button', { name: 'Try on the past four weeks' }).click()
      await limits.getByText(/^From .* nobody would have been over these limits\.$/).waitFor()
      await limits.getByLabel('One session').fill('0,25')
      await limits.getByRole('button', { name: 'Try on the past four weeks' }).click()
      await limits.getByRole('row').filter({ hasText: worker }).getByText('1, by 45m').waitFor()
      expect((await settings()).overtimeHours).toBe(5)
      await limits.getByLabel('One session').fill('none')
      expect(await limits.getByRole('button').isDisabled()).toBe(true)
    }))

  it('keep a list of coordinators, each address once', () =>
    onTime(app, { path: '/settings' }, async (page) => {
      const part = section(page, 'Coordinators')
      const field = part.getByLabel('Add an address')
      await field.fill('lead@')
      await page.keyboard.press('Enter')
      await part.getByText('This is no e-mail address.').waitFor()
      await field.fill('lead@example.com')
      await page.keyboard.press('Enter')
      await field.fill('LEAD@example.com')
      await page.keyboard.press('Enter')
      await part.getByText('This address is in the list already.').waitFor()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('The settings are saved.').waitFor()
      expect((await settings()).coordinators).toEqual(['lead@example.com'])

      await part.getByRole('button', { name: 'Remove lead@example.com' }).click()
      await page.getByText('1 setting is not saved').waitFor()
    }))

  it('lead to the first field that is wrong, and keep what is typed while another part is looked at', () =>
    onTime(app, { path: '/settings' }, async (page) => {
      const zone = section(page, 'Reports and calendar').getByLabel('Time zone of the workspace')
      await zone.fill('Home')
      await page.getByRole('link', { name: 'People', exact: true }).click()
      await people(page).waitFor()
      await page.getByRole('link', { name: 'Settings', exact: true }).last().click()
      expect(await zone.inputValue()).toBe('Home')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText(/^There is no such time zone/).waitFor()
      await expect.poll(() => zone.evaluate((field) => field === document.activeElement)).toBe(true)
    }))

  it('are only looked at by a member', () =>
    onTime(app, { path: '/settings', role: 'MEMBER' }, async (page) => {
      await page.getByText('Only administrators change these settings.').waitFor()
      expect(await page.getByLabel('One day').isDisabled()).toBe(true)
    }))
})

describe('the audit log', () => {
  it('tells every change, and whether it is as it was written', () =>
    onTime(app, { path: '/audit' }, async (page) => {
      const log = page.getByRole('table', { name: 'Audit log' })
      await log.getByRole('row').filter({ hasText: 'Added' }).getByText('Work', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Verify' }).click()
      await page
        .getByText(/^Checked (1 entry: it is|all \d+ entries: each is) as it was written\.$/)
        .waitFor()
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Download all' }).click()
      expect((await download).suggestedFilename()).toBe('audit-log.jsonl')

      await log.getByRole('link', { name: 'Added' }).first().click()
      await page.getByRole('dialog', { name: new RegExp(`^${worker}`) }).waitFor()
    }))
})

describe('the screens', () => {
  it.each([
    ['people', (page: Page) => rowOf(page, worker).waitFor()],
    ['people?person=new', (page: Page) => dialog(page, 'Add a person').waitFor()],
    ['settings', (page: Page) => page.getByLabel('One day').waitFor()],
    ['audit', (page: Page) => page.getByRole('table', { name: 'Audit log' }).waitFor()],
  ] as const)('are accessible by light, by dark and on a phone: %s', (path, ready) =>
    expectEveryLook(app, { path: `/time/${path}`, ready }),
  )
})
