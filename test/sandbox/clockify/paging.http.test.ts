import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ask, installedSandbox, type Pair, SMALL } from './installed-sandbox.ts'

let live: Pair
let paged: Pair
beforeAll(async () => {
  live = await installedSandbox({
    size: { ...SMALL, tags: 7, timeEntries: 30, users: 3 },
    limits: { perSecond: 1000 },
  })
  const quirks = {
    unpagedLists: false,
    lastPageHeader: false,
    archivedListedToo: false,
    bareDeletedFeed: false,
  }
  paged = await installedSandbox({ size: SMALL, quirks, limits: { perSecond: 1000 } })
})
afterAll(async () => {
  await live.stop()
  await paged.stop()
})

async function list(pair: Pair, path: string) {
  const answer = await ask(pair.sandbox, path, { headers: { 'x-api-key': pair.sandbox.createApiKey() } })
  const items = answer.body as unknown as { id: string }[]
  return { status: answer.status, last: answer.headers.get('last-page'), items, body: answer.body }
}

describe('paged lists', () => {
  it('go from page 1 to the page that says it is the last', async () => {
    const pages = [
      await list(live, '/tags?page-size=3'),
      await list(live, '/tags?page=2&page-size=3'),
      await list(live, '/tags?page=3&page-size=3'),
    ]

    expect(pages.map((page) => [page.items.length, page.last])).toEqual([
      [3, 'false'],
      [3, 'false'],
      [1, 'true'],
    ])
    expect(new Set(pages.flatMap((page) => page.items.map((item) => item.id))).size).toBe(7)
  })

  it('say last on a full page when nothing follows', async () => {
    const page = await list(live, '/tags?page-size=7')

    expect([page.items.length, page.last]).toEqual([7, 'true'])
  })

  it('refuse page 0', async () => {
    expect(await list(live, '/tags?page=0')).toMatchObject({ status: 400, body: { code: 3002 } })
  })

  it('send no header when switched off', async () => {
    expect((await list(paged, '/tags')).last).toBeNull()
  })

  it('have ten running entries on a page unless asked otherwise', async () => {
    const { sandbox } = live
    for (const user of sandbox.state.users.values()) sandbox.startTimer({ userId: user.id })
    const many = Array.from({ length: 12 }, (_, index) =>
      sandbox.addUser({ email: `more${index}@x.example` }),
    )
    for (const user of many) sandbox.startTimer({ userId: user.id })

    const running = await list(live, '/time-entries/status/in-progress')

    expect([running.items.length, running.last]).toEqual([10, 'false'])
  })

  it('list archived records beside active ones unless filtered', async () => {
    const archived = [...live.sandbox.state.projects.values()][0]!
    live.sandbox.updateProject(archived.id, { archived: true })
    const total = live.sandbox.state.projects.size

    const all = await list(live, '/projects')
    const active = await list(live, '/projects?archived=false')

    expect(all.items).toHaveLength(total)
    expect(active.items).toHaveLength(total - 1)
  })
})

describe('lists that ignore paging', () => {
  it.each(['/custom-fields', '/holidays'])('%s sends everything without a header', async (path) => {
    const page = await list(live, `${path}?page=2&page-size=2`)

    expect(page.last).toBeNull()
    expect(page.items.length).toBeGreaterThan(2)
  })

  it('page like the others when switched so', async () => {
    expect((await list(paged, '/holidays?page-size=2')).items).toHaveLength(2)
  })
})

describe('special lists', () => {
  it('wrap envelopes with their count', async () => {
    const { body } = await list(live, '/invoices?page-size=1')

    expect(body).toMatchObject({ total: live.sandbox.state.invoices.size, invoices: [{}] })
  })

  it('page the change feeds from 0 with limit, as a bare array or the documented envelope', async () => {
    const query = 'type=PROJECTS&start=2015-01-01T00:00:00Z&end=2099-01-01T00:00:00Z&limit=2'
    const tag = [...paged.sandbox.state.tags.keys()][0]!
    paged.sandbox.deleteTag(tag)

    const pages = [
      await list(live, `/entities/created?${query}&page=0`),
      await list(live, `/entities/created?${query}&page=1`),
    ]
    const deleted = await list(paged, '/entities/deleted?type=TAGS')

    expect(pages.map((page) => page.items.length)).toEqual([2, 2])
    expect(pages[0]?.items[0]?.id).not.toBe(pages[1]?.items[0]?.id)
    expect(deleted.body).toMatchObject({ response: [{ id: tag, documentCode: 'TAGS' }] })
  })

  it('miss fresh entries inside a window, but not without one', async () => {
    const { sandbox } = live
    const userId = sandbox.state.ownerId
    const entry = sandbox.createTimeEntry({ userId, description: 'fresh' })

    const window = await list(live, `/user/${userId}/time-entries?start=2020-01-01T00:00:00Z`)
    const all = await list(live, `/user/${userId}/time-entries`)

    expect(window.items.map((item) => item.id)).not.toContain(entry.id)
    expect(all.items.map((item) => item.id)).toContain(entry.id)
  })
})
