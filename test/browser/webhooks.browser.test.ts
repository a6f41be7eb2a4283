import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../server/shared/ids.ts'
import { startBrowserApp, type BrowserApp } from './support/browser-app.ts'
import { describedBy, expectEveryLook, onPage } from './support/looks.ts'

let app: BrowserApp

beforeAll(async () => {
  app = await startBrowserApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    sandbox: { quirks: { duplicateRate: 0 } },
  })
})
afterAll(() => app.close())

/** The screen, once it hears what happens. */
const onWebhooks = (use: (page: Page) => Promise<void>, options: { path?: string; role?: 'MEMBER' } = {}) =>
  onPage(app, { path: '/webhooks', ...options }, async (page) => {
    await page.getByText('Live', { exact: true }).waitFor()
    await use(page)
  })

/** The same address, with a token as Clockify gives it: none is kept over a reload. */
async function reopen(page: Page): Promise<void> {
  const address = new URL(page.url())
  address.searchParams.set('auth_token', app.test.sandbox.userToken({ role: 'OWNER' }))
  await page.goto(address.href)
}

const table = (page: Page) => page.getByRole('table', { name: 'Webhook events' })
const rowOf = (page: Page, id: string) => table(page).getByRole('row').filter({ hasText: id })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const drawer = (page: Page, name: string) => page.getByRole('dialog', { name })
const newProject = (name: string) => app.test.sandbox.createProject({ name })

interface Event {
  readonly id: string
  readonly handledAt: string | null
  readonly status: string
}

/** The event of the entity, once it is settled. */
async function settledEvent(entityId: string): Promise<Event> {
  const list = async () => {
    const { body } = await app.test.call<{ items: (Event & { entityId: string })[] }>(
      'GET',
      '/api/webhook-events?limit=200',
    )
    return body.items.find((event) => event.entityId === entityId)
  }
  await expect.poll(async () => (await list())?.status, { timeout: 10_000 }).toBe('done')
  return (await list())!
}

async function eventOf(id: string): Promise<Event> {
  return (await app.test.call<Event>('GET', `/api/webhook-events/${id}`)).body
}

describe('the feed', () => {
  it('says what to do while nothing has come, and shows the first event as it comes', () =>
    onWebhooks(async (page) => {
      await page.getByText('No webhook has come yet.').waitFor()
      const { id } = newProject('The first')

      await rowOf(page, id).getByRole('link', { name: 'New project' }).waitFor()
      await rowOf(page, id).getByText('Done', { exact: true }).waitFor()
    }))

  it('is filtered by event and by status, and the address keeps the filter', () =>
    onWebhooks(async (page) => {
      const { id } = newProject('To be renamed')
      const other = newProject('Another')
      app.test.sandbox.updateProject(id, { name: 'Renamed' })
      await table(page).getByRole('link', { name: 'Project updated' }).waitFor()
      await rowOf(page, other.id).waitFor()
      await page.getByLabel('Event', { exact: true }).fill('project updated')
      await page.keyboard.press('Enter')
      await rowOf(page, other.id).waitFor({ state: 'hidden' })
      await rowOf(page, id).getByRole('link', { name: 'Project updated' }).waitFor()
      await reopen(page)
      await rowOf(page, id).waitFor()
      expect(await table(page).getByRole('link', { name: 'New project' }).count()).toBe(0)

      await page.getByRole('combobox', { name: 'Status' }).selectOption('Failed')
      await page.getByText('No event matches the filter.').waitFor()
      await page.getByRole('link', { name: 'Show all events' }).click()
      await rowOf(page, other.id).waitFor()
    }))

  it('says which names there can be when one is no event', () =>
    onWebhooks(async (page) => {
      const field = page.getByLabel('Event', { exact: true })
      await field.fill('proyecto: nuevo?')

      expect(await field.getAttribute('aria-invalid')).toBe('true')
      expect(await describedBy(field)).toMatch(/^Event names are letters/)
    }))

  it('stands still while it is paused, and counts what is new', () =>
    onWebhooks(async (page) => {
      await table(page).waitFor()
      await button(page, 'Pause').click()
      const projects = [newProject('Held back'), newProject('Held back too')]
      await button(page, '2 new events – show').waitFor()
      for (const { id } of projects) expect(await rowOf(page, id).count()).toBe(0)

      await button(page, '2 new events – show').click()
      for (const { id } of projects) await rowOf(page, id).waitFor()
      await button(page, 'Continue').click()
      const { id } = newProject('Let through')
      await rowOf(page, id).waitFor()
    }))
})

describe('an event', () => {
  it('is opened with what came and what became of it, at an address of its own', () =>
    onWebhooks(async (page) => {
      const { id } = newProject('Looked at')
      await rowOf(page, id).getByRole('link').click()
      const opened = drawer(page, 'New project')
      await opened.getByText('"name": "Looked at"').waitFor()
      await opened.getByText('the add-on', { exact: true }).waitFor()
      await opened.getByRole('listitem').filter({ hasText: 'stored' }).waitFor()
      await reopen(page)
      await opened.getByText('"name": "Looked at"').waitFor()

      await page.keyboard.press('Escape')
      await opened.waitFor({ state: 'hidden' })
      await page.waitForURL(({ search }) => search === '')
    }))

  it('is replayed only after a look at who would get it', async () => {
    const { id } = await settledEvent(newProject('Once more').id)
    const event = await eventOf(id)
    await onWebhooks(
      async (page) => {
        const replay = drawer(page, 'New project').getByRole('region', { name: 'Replay' })
        await replay.getByRole('button', { name: 'See who would get it …' }).click()
        await replay.getByText(/^\d+ subscribers? would get the event again:$/).waitFor()
        await replay.getByRole('listitem').first().waitFor()
        expect(await eventOf(id)).toEqual(event)

        await replay.getByRole('button', { name: 'Replay now' }).click()
        await replay.getByText(/^Handed to \d+ subscribers? again\./).waitFor()
        const again = async () => {
          const { status, handledAt } = await eventOf(id)
          return status === 'done' && handledAt !== event.handledAt
        }
        await expect.poll(again, { timeout: 10_000 }).toBe(true)
      },
      { path: `/webhooks?event=${id}` },
    )
  })

  it('is not replayed by a member, who is told why', async () => {
    const { id } = await settledEvent(newProject('Not by a member').id)
    await onWebhooks(
      async (page) => {
        const replay = drawer(page, 'New project').getByRole('button', { name: 'See who would get it …' })
        await replay.waitFor()

        expect(await replay.isDisabled()).toBe(true)
        expect(await describedBy(replay)).toBe('Only administrators replay events.')
      },
      { path: `/webhooks?event=${id}`, role: 'MEMBER' },
    )
  })

  it('that is not there any more is said to be gone', () =>
    onWebhooks((page) => page.getByText(/^This event is not here any more/).waitFor(), {
      path: `/webhooks?event=${newId()}`,
    }))
})

describe('the screen', () => {
  it('is accessible by light, by dark and on a phone', () =>
    expectEveryLook(app, {
      path: '/webhooks',
      ready: (page) => table(page).getByRole('link').first().waitFor(),
    }))

  it('is so with an event open', async () => {
    const { id } = await settledEvent(newProject('Seen everywhere').id)
    await expectEveryLook(app, {
      path: `/webhooks?event=${id}`,
      ready: (page) => drawer(page, 'New project').getByText('"Seen everywhere"').first().waitFor(),
    })
  })
})
