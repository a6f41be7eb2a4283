import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ConfluenceClient } from '../../../server/connectors/confluence/index.ts'
import { DEPLOYMENTS, failureOf, latestOf, openConfluenceLine, type ConfluenceLine } from './support.ts'

let line: ConfluenceLine
beforeAll(async () => {
  line = await openConfluenceLine({ contextPaths: { confluence: '/wiki' } })
})
afterEach(() => line.sandbox.clearFaults())
afterAll(() => line.close())

const words = (pattern: RegExp) => expect.stringMatching(pattern) as unknown

describe.each(DEPLOYMENTS)('pages, read by the client for %s', (deployment) => {
  let client: ConfluenceClient
  beforeAll(() => {
    client = line.clients[deployment]
  })

  it('are as Confluence has them, with the address that people read them at', async () => {
    const { sandbox, home, makePage } = line
    const page = makePage({
      title: 'Grüße & café 🌵',
      body: '<p>Caf&eacute;&nbsp;<time datetime="2026-01-05" /></p>',
    })

    const read = await client.readPage(page.id)

    expect(read).toMatchObject({
      id: page.id,
      title: 'Grüße & café 🌵',
      spaceKey: 'ENG',
      parentId: home,
      version: 1,
      savedAt: latestOf(page).createdAt,
      storage: '<p>Caf&eacute;&nbsp;<time datetime="2026-01-05" /></p>',
    })
    const site = deployment === 'cloud' ? sandbox.cloud.confluenceUrl : sandbox.dataCenter.confluenceUrl
    expect(client.siteUrl).toBe(site)
    expect(read.url.startsWith(`${site}/spaces/ENG/pages/${page.id}/`)).toBe(true)
    expect((await client.readPage(home)).parentId).toBeNull()
  })

  it('come in the order asked for, each once, and what cannot be read is missing with a reason', async () => {
    const { sandbox, makePage } = line
    const [shown, archived, trashed, hidden, last] = [1, 2, 3, 4, 5].map(() => makePage())
    sandbox.archivePage(archived!.id)
    sandbox.deletePage(trashed!.id)
    sandbox.restrictPage(hidden!.id, { readers: [sandbox.state.memberId] })
    const wanted = [last!.id, 'new', archived!.id, shown!.id, trashed!.id, last!.id, hidden!.id, '999999999']

    const { pages, missing } = await client.readPages(wanted)

    expect(pages.map(({ id }) => id)).toEqual([last!.id, shown!.id])
    expect(pages[0]).toEqual(await client.readPage(last!.id))
    expect(Object.fromEntries(missing)).toEqual({
      new: words(/digits only/),
      [archived!.id]: words(/in the archive/),
      [trashed!.id]: words(deployment === 'cloud' ? /was deleted/ : /in the trash/),
      [hidden!.id]: words(/may not see it/),
      '999999999': words(/no such page/),
    })
  })

  it('are read a hundred at a time, with bodies of megabytes', async () => {
    const pages = Array.from({ length: 100 }, (_, at) =>
      line.makePage({ body: `<p>${'x'.repeat(at % 20 === 0 ? 2_000_000 : 10)}${at}</p>` }),
    )
    const read = await client.readPages(pages.map(({ id }) => id))

    expect(read.missing.size).toBe(0)
    expect(read.pages.map(({ storage }) => storage)).toEqual(pages.map((page) => latestOf(page).body))
  })

  it('are read in smaller parts when an answer would be too large', async () => {
    const pages = Array.from({ length: 12 }, () => line.makePage({ body: `<p>${'y'.repeat(4_900_000)}</p>` }))
    const read = await client.readPages(pages.map(({ id }) => id))

    expect(read.pages.map(({ id }) => id)).toEqual(pages.map(({ id }) => id))
  })

  it('say what to do when they may not be read', async () => {
    const { sandbox, makePage } = line
    const [page, hidden, archived] = [1, 2, 3].map(() => makePage())
    sandbox.restrictPage(hidden!.id, { readers: [] })
    sandbox.archivePage(archived!.id)
    sandbox.failNext({
      matching: new RegExp(`/${page!.id}$`),
      status: 403,
      body: { message: 'secret words' },
    })

    expect(await failureOf(client.readPage(page!.id))).toMatchObject({
      kind: 'forbidden',
      message: words(/^The connected Confluence user may not see/),
    })
    expect(await failureOf(client.readPage(hidden!.id))).toMatchObject({ kind: 'not-found' })
    expect(await failureOf(client.readPage(archived!.id))).toMatchObject({ kind: 'not-found' })
    expect(await failureOf(client.readPage('a/b'))).toMatchObject({ message: words(/digits only/) })
  })

  it('are found by title within their space', async () => {
    const { makePage, home } = line
    const page = makePage({ title: `Plan & "budget" — ${deployment} + 100%` })

    const { title } = latestOf(page)
    expect(await client.findPage('ENG', title)).toEqual({ id: page.id, title, parentId: home })
    expect(await client.findPage('OPS', title)).toBeUndefined()
    expect(await client.findPage('NOWHERE', title)).toBeUndefined()
    line.sandbox.archivePage(page.id)
    expect(await client.findPage('ENG', title)).toBeUndefined()
  })

  it('have a home in each space', async () => {
    const { sandbox, home } = line
    expect(await client.findHomePage('ENG')).toEqual({ id: home, title: 'Engineering Home', parentId: null })
    expect(await client.findHomePage('NOWHERE')).toBeUndefined()
    expect(await client.findHomePage('SEC')).toBeUndefined()
    const bare = deployment === 'cloud' ? { results: [{ id: '5', key: 'BARE' }] } : { key: 'BARE' }
    sandbox.failNext({ matching: /\/spaces?(?:\/BARE)?$/, status: 200, body: bare })
    expect(await client.findHomePage('BARE')).toBeUndefined()
  })

  it('are made below others', async () => {
    const parent = line.makePage()
    const title = `New for ${deployment}`
    const storage =
      '<ac:task-list><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>Go</ac:task-body></ac:task></ac:task-list>'

    const made = await client.createPage({ spaceKey: 'ENG', parentId: parent.id, title, storage })

    expect(made).toEqual(await client.readPage(made.id))
    expect(made).toMatchObject({ title, parentId: parent.id, version: 1, spaceKey: 'ENG' })
    // Confluence gives tasks their numbers as it saves.
    expect(made.storage).toContain('<ac:task-id>1</ac:task-id>')
  })

  it('are not made with a title that the space has, in its archive too', async () => {
    const { sandbox, home, makePage } = line
    const [taken, archived] = [makePage(), makePage()]
    sandbox.archivePage(archived.id)
    const make = (title: string, spaceKey = 'ENG') =>
      failureOf(client.createPage({ spaceKey, parentId: home, title, storage: '' }))

    const clash = { kind: 'rejected', status: 400, message: words(/has a page of this title already/) }
    expect(await make(latestOf(taken).title)).toMatchObject(clash)
    expect(await make(latestOf(archived).title)).toMatchObject(clash)
    expect(await make('Anything', 'NOWHERE')).toMatchObject({ kind: 'not-found' })
  })

  it('are written by people who can be looked up', async () => {
    const { state } = line.sandbox
    const [hidden] = [...state.users.values()].filter(({ isEmailVisible }) => !isEmailVisible)
    const shown = state.users.get(state.memberId)!
    const idOf = (user: typeof shown) => (deployment === 'cloud' ? user.accountId : user.userKey)
    const { displayName: name, username, email } = shown

    expect(await client.findUser(idOf(shown))).toEqual(
      deployment === 'cloud'
        ? { id: shown.accountId, username: null, name, email }
        : { id: shown.userKey, username, name, email: null },
    )
    expect(await client.findUser(idOf(hidden!))).toMatchObject({ email: null })
    expect(await client.findUser('nobody')).toBeUndefined()
  })

  it('has sent nothing that the vendor does not document', () => {
    expect(line.sandbox.requests.complaints).toEqual([])
  })
})
