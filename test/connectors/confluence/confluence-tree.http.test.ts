import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ConfluenceClient, PageTree } from '../../../server/connectors/confluence/index.ts'
import type { Page } from '../../../server/sandbox/atlassian/index.ts'
import { DEPLOYMENTS, failureOf, latestOf, openConfluenceLine, type ConfluenceLine } from './support.ts'

let line: ConfluenceLine
beforeAll(async () => {
  line = await openConfluenceLine()
})
afterEach(() => line.sandbox.clearFaults())
afterAll(() => line.close())

/** Each below the one before. */
function chain(from: Page, kinds: readonly Page['kind'][]): readonly Page[] {
  let above = from
  return kinds.map((kind) => (above = line.makePage({ parentId: above.id, kind })))
}

const idsOf = ({ pages }: PageTree) => pages.map(({ id }) => id)
const summaryOf = (page: Page) => ({ id: page.id, title: latestOf(page).title, parentId: page.parentId })

describe.each(DEPLOYMENTS)('a tree, read by the client for %s', (deployment) => {
  const isCloud = deployment === 'cloud'
  let client: ConfluenceClient
  beforeAll(() => {
    client = line.clients[deployment]
  })

  it('is read to its ground, however deep', async () => {
    const top = line.makePage()
    const pages = chain(
      top,
      Array.from({ length: 34 }, () => 'page' as const),
    )

    const tree = await client.readTree(top.id)

    expect(tree).toEqual({ pages: pages.map(summaryOf), others: 0 })
  })

  it('is read in its whole width, over the pages of the lists', async () => {
    const top = line.makePage()
    const children = Array.from({ length: 620 }, () => line.makePage({ parentId: top.id }))
    const below = line.makePage({ parentId: children[611]!.id })
    line.sandbox.requests.clear()

    const tree = await client.readTree(top.id)

    expect(new Set(idsOf(tree))).toEqual(new Set([...children, below].map(({ id }) => id)))
    expect(idsOf(tree)).toHaveLength(621)
    if (isCloud) expect(line.sandbox.requests.matching(/descendants/)).toHaveLength(3)
  })

  if (isCloud)
    it('goes on below folders and whiteboards, deep down too', async () => {
      const top = line.makePage()
      const kinds = [
        'folder',
        'page',
        'whiteboard',
        'page',
        'page',
        'page',
        'page',
        'page',
        'page',
        'folder',
      ] as const
      const first = chain(top, kinds)
      const second = chain(first.at(-1)!, [...kinds.slice(1), 'whiteboard'])
      const third = chain(second.at(-1)!, ['page', 'page'])

      const tree = await client.readTree(top.id)

      const below = [...first, ...second, ...third]
      const pages = below.filter(({ kind }) => kind === 'page')
      expect(idsOf(tree)).toEqual(pages.map(({ id }) => id))
      expect(tree.others).toBe(below.length - pages.length)
    })

  it('is known from below too: the pages above one, its nearest first', async () => {
    const top = line.makePage()
    const pages = chain(top, isCloud ? ['page', 'folder', 'page', 'page'] : ['page', 'page', 'page'])

    const above = await client.listPagesAbove(pages.at(-1)!.id)

    const expected = [top, ...pages.slice(0, -1)].filter(({ kind }) => kind === 'page').toReversed()
    expect(above.slice(0, expected.length)).toEqual(expected.map(({ id }) => id))
    expect(await failureOf(client.listPagesAbove('not-an-id'))).toMatchObject({ kind: 'not-found' })
  })

  it('has no page twice that is moved while it is read', async () => {
    const top = line.makePage()
    const [left, right] = [line.makePage({ parentId: top.id }), line.makePage({ parentId: top.id })]
    const [wanderer, deeper] = chain(left, ['page', 'page'])
    const third = line.makePage({ parentId: right.id })
    line.sandbox.failNext({
      matching: isCloud ? /descendants$/ : new RegExp(`${right.id}/child`),
      times: 1,
      when: isCloud ? 'after' : 'before',
      onArrival: () => void line.sandbox.movePage({ pageId: wanderer!.id, parentId: right.id }),
    })

    const ids = idsOf(await client.readTree(top.id))

    expect(ids.toSorted()).toEqual([left, right, wanderer!, deeper!, third].map(({ id }) => id).toSorted())
  })

  it('leaves out what is in the archive or the trash', async () => {
    const top = line.makePage()
    const [kept, archived, trashed] = [1, 2, 3].map(() => line.makePage({ parentId: top.id }))
    line.sandbox.archivePage(archived!.id)
    line.sandbox.deletePage(trashed!.id)

    expect(idsOf(await client.readTree(top.id))).toEqual([kept!.id])
  })

  it('fails as a whole where a branch cannot be read', async () => {
    const top = line.makePage()
    const pages = chain(
      top,
      Array.from({ length: 12 }, () => 'page' as const),
    )
    const matching = new RegExp(`/${pages[9]!.id}/`)

    line.sandbox.failNext({ matching, status: 403 })
    expect(await failureOf(client.readTree(top.id))).toMatchObject({ kind: 'forbidden' })
    line.sandbox.failNext({ matching, status: 200, body: '<html>' })
    expect(await failureOf(client.readTree(top.id))).toMatchObject({ kind: 'unreadable' })
    expect(await failureOf(client.readTree('999999999'))).toMatchObject({ kind: 'not-found' })
    expect(await failureOf(client.readTree('../spaces'))).toMatchObject({ kind: 'not-found' })
  })

  it('fails when its lists lead in a circle or nowhere', async () => {
    const top = line.makePage()
    const answerWith = (next: string) =>
      line.sandbox.failNext({
        matching: /descendants$|child\/page$/,
        times: 3,
        status: 200,
        body: { results: [], _links: { next } },
      })

    answerWith(isCloud ? '/x?cursor=same' : '/x?start=0')
    expect(await failureOf(client.readTree(top.id))).toMatchObject({ kind: 'unreadable' })
    line.sandbox.clearFaults()
    answerWith('/x')
    expect(await failureOf(client.readTree(top.id))).toMatchObject({ kind: 'unreadable' })
  })

  if (isCloud)
    it('fails where something of an unknown kind may hide more', async () => {
      const top = line.makePage()
      const item = { id: '77', status: 'current', title: 'New thing', type: 'hologram', parentId: top.id }
      const answerWith = (depth: number) =>
        line.sandbox.failNext({
          matching: /descendants$/,
          status: 200,
          body: { results: [{ ...item, depth }], _links: {} },
        })

      answerWith(10)
      expect(await failureOf(client.readTree(top.id))).toMatchObject({ kind: 'unreadable' })
      answerWith(9)
      expect(await client.readTree(top.id)).toEqual({ pages: [], others: 1 })
    })

  it('comes out complete, parents first and nothing twice, whatever its form', async () => {
    const shape = fc.array(
      fc.record({
        // Mostly one of the newest, so that trees grow deep.
        back: fc.oneof(fc.nat(2), fc.nat(40)),
        kind: isCloud
          ? fc.constantFrom<Page['kind']>('page', 'page', 'page', 'folder', 'whiteboard')
          : fc.constant<Page['kind']>('page'),
      }),
      { maxLength: 60 },
    )
    await fc.assert(
      fc.asyncProperty(shape, async (steps) => {
        const top = line.makePage()
        const made = [top]
        for (const { back, kind } of steps)
          made.push(line.makePage({ parentId: made.at(-1 - (back % made.length))!.id, kind }))

        const { pages, others } = await client.readTree(top.id)

        const below = made.slice(1)
        const expected = below.filter(({ kind }) => kind === 'page')
        const byId = (a: { readonly id: string }, b: { readonly id: string }) => Number(a.id) - Number(b.id)
        expect(pages.toSorted(byId)).toEqual(expected.map(summaryOf).toSorted(byId))
        expect(others).toBe(below.length - expected.length)
        const places = new Map(pages.map(({ id }, place) => [id, place]))
        for (const { id, parentId } of pages)
          expect(places.get(parentId ?? '') ?? -1).toBeLessThan(places.get(id)!)
      }),
      { numRuns: 40 },
    )
  })

  it('has sent nothing that the vendor does not document', () => {
    expect(line.sandbox.requests.complaints).toEqual([])
  })
})
