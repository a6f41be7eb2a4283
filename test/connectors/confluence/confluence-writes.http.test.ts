import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ConfluenceClient, PageWrite } from '../../../server/connectors/confluence/index.ts'
import { BudgetExhausted } from '../../../server/platform/connections/index.ts'
import { UpstreamError } from '../../../server/platform/outbound/index.ts'
import type { AtlassianFault, Page } from '../../../server/sandbox/atlassian/index.ts'
import { DEPLOYMENTS, failureOf, latestOf, openConfluenceLine, type ConfluenceLine } from './support.ts'

let line: ConfluenceLine
beforeAll(async () => {
  line = await openConfluenceLine({ quirks: { storageNormalisation: 'rewrite' } })
})
afterEach(() => line.sandbox.clearFaults())
afterAll(() => line.close())

const words = (pattern: RegExp) => expect.stringMatching(pattern) as unknown
const PUT = /^PUT .*\/(?:pages|content)\/\d+$/
const SOMEBODY_SAVED = { kind: 'rejected', status: 409, message: words(/Somebody has saved the page/) }
/** Confluence gives it a number, an id of its own and another order of attributes. */
const MACRO = '<p><ac:structured-macro ac:schema-version="1" ac:name="jira"></ac:structured-macro></p>'

let writes = 0
function aWrite(page: Page, rest: Partial<PageWrite> = {}): PageWrite {
  const { title, number } = latestOf(page)
  const message = `Run ${(writes += 1)}`
  return { id: page.id, title, storage: MACRO, readVersion: number, message, ...rest }
}

const putsOf = (page: Page) =>
  line.sandbox.requests.matching(new RegExp(`/${page.id}$`)).filter(({ method }) => method === 'PUT')
const byMessage = (page: Page, message: string) => page.versions.filter((one) => one.message === message)
const byPerson = (page: Page) => void line.sandbox.editPage(page.id, { edit: (body) => `${body}<p>Mine</p>` })

describe.each(DEPLOYMENTS)('a page, written by the client for %s', (deployment) => {
  const isCloud = deployment === 'cloud'
  let client: ConfluenceClient
  beforeAll(() => {
    client = line.clients[deployment]
  })
  const failNext = (fault: AtlassianFault) => line.sandbox.failNext({ matching: PUT, ...fault })

  it('has the next version, with the message and without mail to anybody', async () => {
    const [page, parent] = [line.makePage(), line.makePage()]
    const write = aWrite(page, { title: `Renamed for ${deployment}`, parentId: parent.id })

    expect(await client.writePage(write)).toEqual({ version: 2 })
    expect(latestOf(page)).toMatchObject({
      number: 2,
      title: write.title,
      message: write.message,
      minorEdit: !isCloud,
      body: words(/^<p><ac:structured-macro .*ac:macro-id=/),
    })
    expect(page.parentId).toBe(parent.id)
  })

  it('is left alone when somebody has saved it meanwhile', async () => {
    const page = line.makePage()
    const write = aWrite(page)
    byPerson(page)

    expect(await failureOf(client.writePage(write))).toMatchObject(SOMEBODY_SAVED)
    expect(latestOf(page)).toMatchObject({ number: 2, body: '<p>One</p><p>Mine</p>' })
    expect(putsOf(page)).toHaveLength(1)
  })

  it.each<[string, AtlassianFault]>([
    ['the connection breaks', { drop: true }],
    ['a proxy says 502', { status: 502, body: '<html>' }],
    ['the answer is no answer', { status: 200, body: '<html>' }],
  ])('is written once when it was saved but %s', async (_how, fault) => {
    const page = line.makePage()
    const write = aWrite(page)
    failNext({ ...fault, when: 'after' })

    expect(await client.writePage(write)).toEqual({ version: 2 })
    expect(page.versions).toHaveLength(2)
    expect(putsOf(page)).toHaveLength(1)
  })

  it('is written at the second try when nothing of the first has arrived', async () => {
    const page = line.makePage()
    const write = aWrite(page)
    failNext({ drop: true })

    expect(await client.writePage(write)).toEqual({ version: 2 })
    expect(byMessage(page, write.message)).toHaveLength(1)
  })

  it('counts as written when it comes again, after other edits too', async () => {
    const page = line.makePage()
    const write = aWrite(page)
    await client.writePage(write)

    expect(await client.writePage(write)).toEqual({ version: 2 })
    byPerson(page)
    expect(await client.writePage(write)).toEqual({ version: 2 })
    expect(page.versions.map(({ message }) => message)).toEqual(['', write.message, ''])
  })

  it('is nobody else’s because the version fits: title and message are compared', async () => {
    const page = line.makePage()
    const [write, other] = [aWrite(page), aWrite(page)]
    await client.writePage(other)

    expect(await failureOf(client.writePage(write))).toMatchObject(SOMEBODY_SAVED)
    expect(await failureOf(client.writePage({ ...other, title: 'Another' }))).toMatchObject(SOMEBODY_SAVED)
  })

  it('is known by its text where the write has no message', async () => {
    const page = line.makePage()
    const write = aWrite(page, { storage: '<p>Plain</p>', message: '' })
    await client.writePage(write)

    expect(await client.writePage(write)).toEqual({ version: 2 })
    expect(await failureOf(client.writePage({ ...write, storage: '<p>Else</p>' }))).toMatchObject(
      SOMEBODY_SAVED,
    )
  })

  it('says what is known when the look shows nothing either', async () => {
    const page = line.makePage()
    failNext({ drop: true, when: 'after' })
    line.sandbox.failNext({ matching: new RegExp(`^GET .*/${page.id}$`), status: 500, times: 3 })

    expect(await failureOf(client.writePage(aWrite(page)))).toMatchObject({
      kind: 'unavailable',
      reason: 'reset',
    })
  })

  it('gives up after the second refusal although nobody has saved', async () => {
    const page = line.makePage()
    failNext({ conflict: true, times: 2 })

    expect(await failureOf(client.writePage(aWrite(page)))).toMatchObject(SOMEBODY_SAVED)
    expect(page.versions).toHaveLength(1)
    expect(putsOf(page)).toHaveLength(2)
  })

  it('is left for later when Confluence asks a run to slow down', async () => {
    const page = line.makePage()
    const token = isCloud ? line.sandbox.cloud.apiToken : line.sandbox.dataCenter.token
    const run = await line.connect({ deployment, token }, { kind: 'background' })
    const write = aWrite(page)
    failNext({ rateLimited: { reason: 'confluence-burst-based', retryAfterSeconds: 30 } })

    expect(await failureOf(run.client.writePage(write))).toBeInstanceOf(BudgetExhausted)
    expect(putsOf(page)).toHaveLength(1)
    expect(await run.client.writePage(write)).toEqual({ version: 2 })
  })

  it('may have just under 5 MB', async () => {
    const page = line.makePage()
    const storage = `<p>${'é'.repeat((5_242_880 - 8) / 2)}</p>`
    expect(await client.writePage(aWrite(page, { storage }))).toEqual({ version: 2 })
    expect((await client.readPage(page.id)).storage).toBe(storage)

    const tooLarge = { status: 413, message: words(/larger than Confluence takes/) }
    expect(await failureOf(client.writePage(aWrite(page, { storage: `${storage}..` })))).toMatchObject(
      tooLarge,
    )
  })

  it.each([
    [
      400,
      'Content contains unsupported extensions and cannot be edited in Fabric editor',
      /does not let programs/,
    ],
    [
      400,
      'Something of theirs',
      isCloud ? /^Confluence refused \(SOME_CODE\)\.$/ : /^Confluence refused \(400\)\.$/,
    ],
    [403, 'No', /Give them access/],
    [410, 'Gone', /removed this part of its API/],
  ])('says in our words what %i «%s» means', async (status, said, pattern) => {
    const title = said
    const body = isCloud
      ? { errors: [{ status, code: 'SOME_CODE', title, detail: null }] }
      : { statusCode: status, message: title }
    failNext({ status, body })

    const error = await failureOf(client.writePage(aWrite(line.makePage())))

    expect(error).toBeInstanceOf(UpstreamError)
    expect(error).toMatchObject({ status, message: words(pattern) })
  })

  it('gets another title, unless the space has it', async () => {
    const [page, other] = [line.makePage(), line.makePage()]
    await client.retitlePage({ id: page.id, title: `Better ${page.id} (ENG-1)` })

    expect(latestOf(page)).toMatchObject({ title: `Better ${page.id} (ENG-1)`, body: '<p>One</p>' })
    expect(await failureOf(client.retitlePage({ id: page.id, title: latestOf(other).title }))).toMatchObject({
      status: 400,
      message: words(/has a page of this title already/),
    })
  })

  it('gets its title and place although somebody is quicker once, and keeps what they wrote', async () => {
    const [page, parent] = [line.makePage(), line.makePage()]
    const quicker = { onArrival: () => byPerson(page) }
    line.sandbox.failNext({ matching: /^PUT /, ...quicker })
    await client.retitlePage({ id: page.id, title: `Raced ${page.id}` })
    line.sandbox.failNext({ matching: /^PUT /, ...quicker })
    await client.movePage(page.id, parent.id)

    expect(page.parentId).toBe(parent.id)
    expect(latestOf(page)).toMatchObject({
      title: `Raced ${page.id}`,
      body: '<p>One</p><p>Mine</p><p>Mine</p>',
    })
  })

  it('is not moved below itself or to where nothing is', async () => {
    const page = line.makePage()
    const child = line.makePage({ parentId: page.id })

    expect(await failureOf(client.movePage(page.id, child.id))).toMatchObject({ kind: 'rejected' })
    expect(await failureOf(client.movePage(page.id, '999999999'))).toMatchObject({ kind: 'not-found' })
    expect(page.parentId).toBe(line.home)
  })

  it('goes to the archive where there is one', async () => {
    const page = line.makePage()
    const archived = failureOf(client.archivePage(page.id))

    if (!isCloud) expect(await archived).toMatchObject({ message: words(/no API for archiving/) })
    else expect([await archived, page.status]).toEqual([undefined, 'archived'])
  })

  if (isCloud)
    it('is waited for on its way to the archive, and not when that fails', async () => {
      const task = /longtask/
      line.sandbox.failNext({ matching: task, status: 200, body: { finished: false, successful: false } })
      await client.archivePage(line.makePage().id)
      line.sandbox.failNext({ matching: task, status: 200, body: { finished: true, successful: false } })

      expect(line.sandbox.requests.matching(task).length).toBeGreaterThanOrEqual(2)
      expect(await failureOf(client.archivePage(line.makePage().id))).toMatchObject({
        message: words(/could not archive/),
      })
    })

  it('is written at most once whatever becomes of the answers, and nobody is told otherwise', async () => {
    const faults: readonly AtlassianFault[] = [
      { drop: true },
      { drop: true, when: 'after' },
      { status: 503 },
      { status: 503, when: 'after' },
      { conflict: true },
      { cutBody: true },
      { delayMs: 0 },
    ]
    const step = fc.record({ fault: fc.constantFrom(...faults), isQuicker: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 4 }), async (steps) => {
        line.sandbox.clearFaults()
        const page = line.makePage()
        const write = aWrite(page)
        for (const { fault, isQuicker } of steps)
          failNext(isQuicker ? { ...fault, onArrival: () => byPerson(page) } : fault)

        const told = await failureOf(client.writePage(write))

        const ours = byMessage(page, write.message)
        expect(ours.length).toBeLessThanOrEqual(1)
        if (!(told instanceof UpstreamError)) expect([told, ours[0]?.number]).toEqual([{ version: 2 }, 2])
        else if (told.status === 409) expect(ours).toEqual([])
        for (const [place, { number }] of page.versions.entries()) expect(number).toBe(place + 1)
      }),
      { numRuns: 60 },
    )
  })

  it('has sent nothing that the vendor does not document', () => {
    expect(line.sandbox.requests.complaints).toEqual([])
  })
})
