import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { titleOf } from '../../../../server/features/confluence-jira/project/page-title.ts'
import { nodesOf, PageWorld, type ModelIssue } from './page-world.ts'

const issue = (number: number, summary: string, parent: number | null = null): ModelIssue => ({
  id: String(1000 + number),
  key: `P-${number}`,
  summary,
  parentKey: parent === null ? null : `P-${parent}`,
})
const changesOf = ({ actions }: ReturnType<PageWorld['sync']>) =>
  actions.filter((action) => action.do !== 'keep' && !(action.do === 'vanished' && action.fate !== 'archive'))
const titlesOf = (world: PageWorld, issues: readonly ModelIssue[]) =>
  issues.map(({ id }) => world.pages.get(world.known.get(id)!.pageId)!.title)

describe('the titles of pages', () => {
  it('are one line of at most 255 units, in which the key and each letter stay whole', () => {
    const long = { key: 'P-1', summary: `${'👋'.repeat(200)}\n` }

    expect(titleOf({ key: 'P-1', summary: ' a\r\n b ' }, 0)).toBe('a b')
    expect(titleOf({ key: 'P-1', summary: '\n' }, 0)).toBe('P-1')
    expect(titleOf(long, 0)).toBe(`${'👋'.repeat(127)}…`)
    expect(titleOf(long, 1)).toBe(`${'👋'.repeat(124)}… (P-1)`)
  })

  it('have the key behind them where they are taken, whatever the capitals, by others or by one another', () => {
    const world = new PageWorld()
    world.create('Plan', 'root')
    const issues = [
      issue(1, 'plan'),
      issue(2, 'Dig'),
      issue(3, 'DIG'),
      issue(4, 'Root'),
      issue(5, 'Dig (P-3)'),
    ]

    world.sync(issues)

    expect(titlesOf(world, issues)).toEqual([
      'plan (P-1)',
      'Dig',
      'DIG (P-3)',
      'Root (P-4)',
      'Dig (P-3) (P-5)',
    ])
  })

  it('stay while they fit, though a better one has become free', () => {
    const world = new PageWorld()
    const issues = [issue(1, 'Dig'), issue(2, 'Dig')]
    world.sync(issues)
    issues[0]!.summary = 'Pour'

    expect(changesOf(world.sync(issues))).toMatchObject([{ do: 'retitle', title: 'Pour' }])
    expect(titlesOf(world, issues)).toEqual(['Pour', 'Dig (P-2)'])
  })

  it('are swapped, or go round, by way of another title, and passed on in order', () => {
    const world = new PageWorld()
    const issues = ['a', 'b', 'c', 'd', 'e'].map((summary, at) => issue(at + 1, summary))
    world.sync(issues)
    for (const [at, summary] of ['b', 'c', 'a', 'e', 'f'].entries()) issues[at]!.summary = summary

    const plan = world.sync(issues)

    expect(titlesOf(world, issues)).toEqual(['b', 'c', 'a', 'e', 'f'])
    expect(changesOf(plan)).toHaveLength(6)
    expect(changesOf(world.sync(issues))).toEqual([])
  })
})

describe('what people did', () => {
  const built = () => {
    const world = new PageWorld()
    const issues = [issue(1, 'a'), issue(2, 'b'), issue(3, 'c', 1)]
    world.sync(issues)
    const pageOf = (at: number) => world.known.get(issues[at]!.id)!.pageId
    return { world, issues, pageOf }
  }

  it('stays and is told, each time, until the issue changes', () => {
    const { world, issues, pageOf } = built()
    world.retitle(pageOf(0), 'Ours')
    world.move(pageOf(2), pageOf(1))
    for (const _ of [1, 2]) {
      const plan = world.sync(issues)
      expect(changesOf(plan)).toEqual([])
      expect(plan.reports.map(({ issueId, what }) => [issueId, what])).toEqual([
        ['1001', 'renamed'],
        ['1003', 'moved'],
      ])
    }
    issues[0]!.summary = 'a2'
    issues[2]!.parentKey = null

    const plan = world.sync(issues)

    expect(plan.reports).toEqual([])
    expect(titlesOf(world, issues)).toEqual(['a2', 'b', 'c'])
    expect(world.pages.get(pageOf(2))?.parentPageId).toBe('root')
  })

  it('counts as the sync’s own where it is what the issue says', () => {
    const { world, issues, pageOf } = built()
    world.move(pageOf(2), pageOf(1))
    world.retitle(pageOf(0), 'a2')
    issues[2]!.parentKey = 'P-2'
    issues[0]!.summary = 'a2'
    expect(changesOf(world.sync(issues))).toEqual([])
    world.move(pageOf(2), 'root')
    world.retitle(pageOf(0), 'Ours')

    expect(world.sync(issues).reports.map(({ what }) => what)).toEqual(['renamed', 'moved'])
  })

  it('is nothing to tell where a title fits the issue as well', () => {
    const world = new PageWorld()
    const issues = [issue(1, 'Dig'), issue(2, 'Dig')]
    world.sync(issues)
    world.retitle(world.known.get('1001')!.pageId, 'Ours')
    world.retitle(world.known.get('1002')!.pageId, 'Dig')

    expect(world.sync(issues).reports.map(({ issueId }) => issueId)).toEqual(['1001'])
    expect(titlesOf(world, issues)).toEqual(['Ours', 'Dig'])
  })

  it('blocks a move that would lay a page below itself', () => {
    const { world, issues, pageOf } = built()
    world.move(pageOf(0), pageOf(1))
    issues[1]!.parentKey = 'P-3'
    for (const _ of [1, 2]) {
      const plan = world.sync(issues)
      expect(changesOf(plan)).toEqual([])
      expect(plan.reports.map(({ what }) => what)).toEqual(['moved', 'blocked'])
    }
  })

  it('makes a page that was deleted again, with those below it', () => {
    const { world, issues, pageOf } = built()
    world.delete(pageOf(0))

    expect(changesOf(world.sync(issues)).map((action) => action.do)).toEqual(['create', 'move'])
    expect(world.pages.get(pageOf(2))?.parentPageId).toBe(pageOf(0))
  })
})

it.each(['report', 'archive', 'keep'] as const)(
  'does with vanished issues as the setting says (%s)',
  (fate) => {
    const world = new PageWorld()
    world.vanished = fate
    const issues = [issue(1, 'a'), issue(2, 'a', 1)]
    world.sync(issues)
    const { pageId } = world.known.get('1001')!

    const plan = world.sync(issues.slice(1))

    expect(plan.actions).toEqual([
      { do: 'move', issueId: '1002', pageId: expect.any(String), parent: { pageId: 'root' } },
      { do: 'vanished', issueId: '1001', pageId, fate },
    ])
    expect(changesOf(world.sync(issues.slice(1)))).toEqual([])
  },
)

const summary = fc.constantFrom(
  'a',
  'A',
  'b',
  'c',
  'b (P-2)',
  'a (P-1)',
  'a (P-1, 2)',
  'Root',
  '',
  'x'.repeat(300),
)
const project = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), summary, fc.nat(9)), {
    selector: ([number]) => number,
    maxLength: 9,
  })
  .map((rows) =>
    rows.map(([number, text, place], at) => {
      const parent = rows[place]?.[0]
      return issue(number, text, parent === undefined || place >= at ? null : parent)
    }),
  )
const foreign = fc.uniqueArray(fc.constantFrom('A', 'b', 'a (P-1)', 'c', 'free'), {
  maxLength: 3,
  selector: (text) => text.toLowerCase(),
})

describe('a project as pages', () => {
  it('gives exactly its tree with titles of its own, from whatever it was before, and then nothing more', () => {
    fc.assert(
      fc.property(fc.array(project, { minLength: 1, maxLength: 4 }), foreign, (states, others) => {
        const world = new PageWorld()
        world.vanished = 'archive'
        for (const title of others) world.create(title, 'root')
        for (const issues of states) {
          world.sync(issues)

          for (const { issue: one, parentKey } of nodesOf(issues)) {
            const page = world.pages.get(world.known.get(one.id)!.pageId)!
            const above = issues.find(({ key }) => key === parentKey)
            const parentPageId = above === undefined ? 'root' : world.known.get(above.id)!.pageId
            expect(page.parentPageId).toBe(parentPageId)
            const titles = Array.from({ length: 9 }, (_, attempt) =>
              titleOf({ key: one.key, summary: one.summary }, attempt),
            )
            expect(titles).toContain(page.title)
          }
          expect([...world.known.keys()].toSorted()).toEqual(issues.map(({ id }) => id).toSorted())
          expect(new Set(world.titles().map((title) => title.toLowerCase())).size).toBe(world.pages.size)
          const again = world.sync(issues)
          expect([changesOf(again), again.reports]).toEqual([[], []])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('can be carried out, and does nothing the second time, whatever people did between', () => {
    const deed = fc.tuple(fc.constantFrom('rename', 'move', 'delete', 'create'), fc.nat(20), fc.nat(20))
    const text = fc.constantFrom('a', 'b', 'c', 'theirs', 'a (P-3)')
    const steps = fc.array(fc.tuple(project, fc.array(fc.tuple(deed, text), { maxLength: 6 })), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(steps, (states) => {
        const world = new PageWorld()
        for (const [issues, deeds] of states) {
          for (const [[what, one, other], title] of deeds) actAsPeople(world, { what, one, other, title })
          world.sync(issues)
          const again = world.sync(issues)
          expect(changesOf(again)).toEqual([])
          const pageIds = issues.map(({ id }) => world.known.get(id)!.pageId)
          expect(pageIds.every((pageId) => world.pages.has(pageId))).toBe(true)
          const told = new Set(again.reports.map(({ issueId }) => issueId))
          for (const { issue: one, parentKey } of nodesOf(issues)) {
            if (told.has(one.id)) continue
            const above = issues.find(({ key }) => key === parentKey)
            const parentPageId = above === undefined ? 'root' : world.known.get(above.id)!.pageId
            expect(world.pages.get(world.known.get(one.id)!.pageId)?.parentPageId).toBe(parentPageId)
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

interface Deed {
  readonly what: string
  readonly one: number
  readonly other: number
  readonly title: string
}

/** What Confluence would refuse is not done. */
function actAsPeople(world: PageWorld, { what, one, other, title }: Deed): void {
  const ids = [...world.pages.keys()]
  const [pageId, otherId] = [ids[one % ids.length]!, ids[other % ids.length]!]
  const isFree = world.titles().every((taken) => taken.toLowerCase() !== title.toLowerCase())
  if (what === 'create' && isFree) world.create(title, pageId)
  if (pageId === 'root') return
  if (what === 'rename' && isFree) world.retitle(pageId, title)
  if (what === 'move' && !world.isBelow(otherId, pageId)) world.move(pageId, otherId)
  if (what === 'delete') world.delete(pageId)
}
