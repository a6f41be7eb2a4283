import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  issueChooser,
  type IssueToMatch,
} from '../../../../server/features/confluence-jira/project/choose-issue.ts'
import { planRelink } from '../../../../server/features/confluence-jira/project/plan-relink.ts'
import {
  lettersOf,
  likeness,
  mostLikeness,
} from '../../../../server/features/confluence-jira/project/summary-likeness.ts'
import { findIssueMacros } from '../../../../server/features/confluence-jira/pages/find-issue-macros.ts'
import { splice } from '../../../../server/features/confluence-jira/pages/splice.ts'
import { read } from '../pages/support/pages.ts'

const issue = (key: string, summary: string, type = '1'): IssueToMatch => ({
  key,
  summary,
  type: { id: type },
})
const macro = (key: string) =>
  `<ac:structured-macro ac:name="jira" ac:macro-id="m"><ac:parameter ac:name="server">OLD-1</ac:parameter><ac:parameter ac:name="key">${key}</ac:parameter></ac:structured-macro>`
const card = (key: string, text = `https://j.example/browse/${key}`) =>
  `<a class="OLD-1" href="https://j.example/browse/${key}?x=OLD-1&amp;y" data-card-appearance="inline">${text}</a>`
interface Own {
  readonly candidates: readonly IssueToMatch[]
  readonly threshold?: number
}

const relink = async (
  storage: string,
  old: readonly IssueToMatch[] | ReadonlyMap<string, IssueToMatch>,
  { candidates, threshold = 0.7 }: Own,
) => {
  const issues = old instanceof Map ? old : new Map([...old.values()].map((one) => [one.key, one]))
  const page = read(storage)
  const choose = issueChooser({ candidates, threshold })
  const keys = new Set(findIssueMacros(page).map(({ key }) => key))
  const choices = await Promise.all(
    [...keys].map(async (key) => [key, await choose(key, issues.get(key))] as const),
  )
  const plan = planRelink(page, { choices: new Map(choices), jiraUrl: 'https://j.example' })
  return {
    storage: splice(storage, plan.splices),
    splices: plan.splices,
    references: plan.references,
    relinked: plan.references.flatMap((one) => ('why' in one ? [] : [one])),
    reasons: plan.references.flatMap((one) => ('why' in one ? [one.why] : [])),
  }
}

const alikeOf = (one: string, other: string) => likeness(lettersOf(one), lettersOf(other))

describe('how alike summaries are', () => {
  it.each([
    ['WIKIMEDIA', 'WIKIMANIA', 14 / 18],
    ['GESTALT PATTERN MATCHING', 'GESTALT PRACTICE', 24 / 40],
    ['GESTALT PRACTICE', 'GESTALT PATTERN MATCHING', 26 / 40],
    ['abcd', 'bcde', 0.75],
    ['Größe 👋', 'GRÖSSE 👋', 12 / 15],
    ['', '', 1],
    ['', 'a', 0],
  ])('%s and %s', (one, other, expected) => {
    expect(alikeOf(one, other)).toBeCloseTo(expected, 10)
  })

  it('is 1 for the same only, never more than its bound, and nothing for texts that share no letter', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'É', '👋', ' '), maxLength: 30 })
    fc.assert(
      fc.property(text, text, (one, other) => {
        const alike = alikeOf(one, other)

        expect(alike).toBeLessThanOrEqual(mostLikeness(lettersOf(one), lettersOf(other)))
        expect(alike === 1).toBe(one.toLowerCase() === other.toLowerCase())
        expect(alikeOf(one, `${one}x`)).toBeCloseTo(
          (2 * Array.from(one).length) / (2 * Array.from(one).length + 1),
          10,
        )
        expect(alikeOf('xyz', one)).toBe(0)
      }),
    )
  })
})

describe('pointing a page at the issues of a project', () => {
  it('takes the likest of the same type, of equals the first', async () => {
    const candidates = [
      issue('NEW-1', 'Build the bridge', '2'),
      issue('NEW-2', 'Build the bridges'),
      issue('NEW-3', 'build the BRIDGE'),
      issue('NEW-4', 'Build the bridge'),
    ]
    const { storage, relinked } = await relink(macro('OLD-7'), [issue('OLD-7', 'Build the bridge')], {
      candidates,
    })

    expect(storage).toBe(macro('NEW-3'))
    expect(relinked.map(({ key, likeness }) => [key, likeness])).toEqual([['NEW-3', 1]])
  })

  it('takes the first of equals also where the bound of a later one is higher or lower', async () => {
    const candidates = [issue('NEW-1', 'dabc'), issue('NEW-2', 'bcde'), issue('NEW-3', 'cdab')]

    expect((await relink(macro('OLD-7'), [issue('OLD-7', 'abcd')], { candidates })).storage).toBe(
      macro('NEW-1'),
    )
    const turned = candidates.toReversed()
    const other = await relink(macro('OLD-7'), [issue('OLD-7', 'abcd')], { candidates: turned })
    expect(other.storage).toBe(macro('NEW-2'))
  })

  it('changes the key alone: in a macro, and in the address and the words of a smart link', async () => {
    const candidates = [issue('NEW-22', 'Same')]
    const old = [issue('OLD-1', 'Same')]
    const word = '<b title="OLD-1">old-1</b>: XOLD-1, OLD-12, OLD-1-2 <!-- OLD-1 -->'
    const before = `<p>OLD-1 ${macro(' old-1 ')}${card('OLD-1')}${card('OLD-1', word)}&nbsp;OLD-1</p>`

    expect((await relink(before, old, { candidates })).storage).toBe(
      `<p>OLD-1 ${macro(' NEW-22 ')}${card('NEW-22')}${card('NEW-22', word.replace('old-1', 'NEW-22'))}&nbsp;OLD-1</p>`,
    )
  })

  it('says why each of the others stays', async () => {
    const candidates = [issue('NEW-1', 'Here'), issue('NEW-2', 'Abcdefg')]
    const old = [
      issue('OLD-1', 'Here', '2'),
      issue('OLD-2', 'Quite another'),
      issue('OLD-3', 'Here'),
      { ...issue('NEW-2', 'Moved'), key: 'NEW-2' },
    ]
    const link = '<a href="https://j.example/browse/OLD-3">OLD-3</a>'
    const before = ['NEW-1', 'OLD-1', 'OLD-2', 'OLD-9', '&#79;LD-3'].map(macro).join('') + link

    const { storage, reasons } = await relink(before, old, { candidates })

    expect(storage).toBe(before)
    expect(reasons).toEqual([
      'in-project',
      'other-type',
      'too-different',
      'unknown',
      'not-plain',
      'plain-link',
    ])
  })

  it('takes what is as like as the threshold, and leaves an issue that was moved into the project', async () => {
    const candidates = [issue('NEW-1', 'bcde')]
    const old = [issue('OLD-1', 'abcd')]
    expect((await relink(macro('OLD-1'), old, { candidates, threshold: 0.75 })).reasons).toEqual([])
    const above = await relink(macro('OLD-1'), old, { candidates, threshold: 0.76 })
    expect(above.reasons).toEqual(['too-different'])
    const moved = new Map([['OLD-1', issue('NEW-1', 'bcde')]])
    const own = await relink(macro('OLD-1'), moved, { candidates, threshold: 0.3 })
    expect(own.reasons).toEqual(['in-project'])
  })

  it('lets others have their turn while it compares long summaries with thousands', async () => {
    const text = (from: number) =>
      Array.from({ length: 40 }, (_, at) => `word${(from * 7 + at * 13) % 90}`).join(' ')
    const candidates = Array.from({ length: 1_000 }, (_, at) => issue(`NEW-${at}`, text(at)))
    // A clock of its own: how fast the machine is does not matter.
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1))
    onTestFinished(() => void vi.restoreAllMocks())
    let turns = 0
    let others = setImmediate(function turn() {
      turns += 1
      others = setImmediate(turn)
    })
    onTestFinished(() => clearImmediate(others))
    const choose = issueChooser({ candidates, threshold: 0.3 })

    const chosen = await Promise.all([1, 2, 3].map((at) => choose(`OLD-${at}`, issue(`OLD-${at}`, text(at)))))

    expect(chosen.map((one) => (typeof one === 'string' ? one : one.key))).toEqual([
      'NEW-1',
      'NEW-2',
      'NEW-3',
    ])
    expect(turns).toBeGreaterThan(50)
  })

  it('leaves everything outside of the keys as it is, and finds nothing to do the second time', async () => {
    const number = fc.integer({ min: 1, max: 9 })
    const piece = fc.oneof(
      number.map((n) => macro(`OLD-${n}`)),
      number.map((n) => card(`OLD-${n}`)),
      number.map((n) => card(`OLD-${n}`, `see <i>OLD-${n}</i> &amp; OLD-${n}0 👋`)),
      number.map((n) => `<p>OLD-${n} &nbsp;\r\n<!-- ${macro(`OLD-${n}`)} --></p>`),
      number.map((n) => `<ac:plain-text-body><![CDATA[${macro(`OLD-${n}`)}]]></ac:plain-text-body>`),
      fc.constantFrom('é 👋', '<br/>', '<td></td>'),
    )
    const summary = fc.constantFrom('Dig', 'Dig deep', 'Dig deeper', 'Pour concrete', 'Paint', 'paint')
    const summaries = fc.array(summary, { minLength: 9, maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), summaries, summaries, async (pieces, old, own) => {
        const before = pieces.join('')
        const issues = old.map((summary, at) => issue(`OLD-${at + 1}`, summary, String(at % 2)))
        const candidates = own.map((summary, at) => issue(`NEW-${at + 100}`, summary, String(at % 2)))
        const plan = await relink(before, issues, { candidates })

        const cut = plan.splices.toReversed().reduce((text, { start, end }) => {
          expect(before.slice(start, end)).toMatch(/^OLD-\d$/)
          return text.slice(0, start) + text.slice(end)
        }, before)
        const news = new Set(plan.relinked.map(({ key }) => key))
        expect([...news].reduce((text, key) => text.replaceAll(key, ''), plan.storage)).toBe(cut)
        const expected = findIssueMacros(read(before)).map(({ node, key }) => {
          const moved = plan.relinked.find(({ reference }) => reference.node.start === node.start)
          return moved?.key ?? key
        })
        expect(findIssueMacros(read(plan.storage)).map(({ key }) => key)).toEqual(expected)
        expect(plan.references.length).toBe(expected.length)
        expect((await relink(plan.storage, issues, { candidates })).splices).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
