import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JiraClient } from '../../../../server/connectors/jira/index.ts'
import type { Hierarchy } from '../../../../server/features/confluence-jira/project/find-children.ts'
import { readProject } from '../../../../server/features/confluence-jira/project/read-project.ts'
import { CannotBeDone } from '../../../../server/features/confluence-jira/runs/outcomes.ts'
import { openJiraLine, type JiraLine, type Place } from '../../../connectors/jira/support.ts'

const PLACES: readonly { readonly place: Place }[] = [{ place: 'cloud' }, { place: 'data-center' }]
const EPIC_LINK = 'customfield_10101'
const PARENT_KEY = 'customfield_10207'
const BY_LINK: Hierarchy = { by: 'issue-link', linkType: 'project children', direction: 'outward' }
const BY_FIELD: Hierarchy = { by: 'custom-field', fieldId: PARENT_KEY }
const TEMPLATE = 'cf[10207] = {key} ORDER BY summary ASC'

let line: JiraLine
const clients = new Map<Place, JiraClient>()
beforeAll(async () => {
  line = await openJiraLine()
  for (const { place } of PLACES) clients.set(place, (await line.connect(place)).jira)
})
afterAll(() => line.close())

type Made = Parameters<JiraLine['sandbox']['createIssue']>[0]
const make = (summary: string, more: Partial<Made> = {}) =>
  line.sandbox.createIssue({ projectKey: 'ENG', ...more, summary })
const below = (parentKey: string) => ({ custom: new Map<string, unknown>([[PARENT_KEY, parentKey]]) })
const link = (inward: string, outward: string) =>
  line.sandbox.linkIssues({ type: 'Project Children', inward, outward })

describe.each(PLACES)('reading the hierarchy of a project ($place)', ({ place }) => {
  let jira: JiraClient
  beforeEach(() => {
    jira = clients.get(place)!
  })
  /** `summary`, indented by its level, and the summary of its parent. */
  const read = async (root: string, hierarchy: Hierarchy, most?: number) => {
    const found = await readProject(jira, { root, hierarchy, ...(most === undefined ? {} : { most }) })
    const nameOf = new Map(found.nodes.map(({ issue }) => [issue.key, issue.summary]))
    const tree = found.nodes.map(
      ({ issue, parentKey, depth }) =>
        `${depth} ${issue.summary} < ${nameOf.get(parentKey ?? '') ?? parentKey}`,
    )
    return { ...found, tree }
  }

  it('reads all below an issue by its field parent, level by level, in Jira’s order', async () => {
    const root = make('root', { type: 'Story' })
    const isCloud = place === 'cloud'
    const type = isCloud ? 'Task' : 'Sub-task'
    const [one, two] = [make('one', { type, parentId: root.id }), make('two', { type, parentId: root.id })]
    if (isCloud) {
      make('two.one', { parentId: two.id })
      make('one.one', { parentId: one.id })
      make('one.two', { parentId: one.id })
    }

    const { tree, root: top, notes, isCut } = await read(root.key.toLowerCase(), { by: 'parent' })

    const deeper = ['1 one.one < one', '1 one.two < one', '1 two.one < two']
    expect(tree).toEqual(['0 one < null', '0 two < null', ...(isCloud ? deeper : [])])
    expect([top?.key, notes, isCut]).toEqual([root.key, [], false])
  })

  it('reads epics with their stories and sub-tasks', async () => {
    const epic = make('epic', { type: 'Epic' })
    const custom = new Map<string, unknown>([[EPIC_LINK, epic.key]])
    const story = make('story', { type: 'Story', parentId: epic.id, custom })
    make('sub-task', { type: 'Sub-task', parentId: story.id })

    const { tree, notes } = await read(epic.key, { by: 'epic-link' })

    expect([tree, notes]).toEqual([['0 story < null', '1 sub-task < story'], []])
  })

  it('reads what is linked in the one direction only, in the order of the links', async () => {
    const [root, one, two, deep] = [make('root'), make('one'), make('two'), make('deep')]
    link(root.key, two.key)
    link(root.key, one.key)
    link(one.key, deep.key)
    line.sandbox.linkIssues({ type: 'Relates', inward: root.key, outward: make('no child').key })
    link(make('above').key, root.key)

    expect((await read(root.key, BY_LINK)).tree).toEqual(['0 two < null', '0 one < null', '1 deep < one'])
    const upwards = { ...BY_LINK, direction: 'inward' } as const
    expect((await read(deep.key, upwards)).tree).toEqual(['0 one < null', '1 root < one', '2 above < root'])
  })

  it('places an issue with two parents where it is found first, and says so', async () => {
    const [root, one, two, both] = [make('root'), make('one'), make('two'), make('both')]
    for (const child of [one, two]) link(root.key, child.key)
    for (const parent of [two, one]) link(parent.key, both.key)

    const { tree, notes } = await read(root.key, BY_LINK)

    expect(tree).toEqual(['0 one < null', '0 two < null', '1 both < one'])
    expect(notes).toEqual([
      `${both.key} has several places: it stands below ${one.key}, not below ${two.key}.`,
    ])
  })

  it('is not caught in a circle', async () => {
    const [root, one, two] = [make('root'), make('one'), make('two')]
    link(root.key, one.key)
    link(one.key, two.key)
    link(two.key, one.key)
    link(two.key, root.key)

    const { tree, notes } = await read(root.key, BY_LINK)

    expect(tree).toEqual(['0 one < null', '1 two < one'])
    expect(notes.map((note) => note.split(',')[0])).toEqual([
      `${one.key} is below ${two.key}`,
      `${root.key} is below ${two.key}`,
    ])
  })

  it('reads by a custom field for more parents than one query names', async () => {
    const root = make('root')
    const parents = Array.from({ length: 60 }, (_, at) => make(`p${at}`, below(root.key)))
    for (const parent of parents.toReversed()) make(`below ${parent.summary}`, below(parent.key))

    const { tree } = await read(root.key, BY_FIELD)

    expect(tree).toEqual([
      ...parents.map(({ summary }) => `0 ${summary} < null`),
      ...parents.map(({ summary }) => `1 below ${summary} < ${summary}`),
    ])
  })

  it('asks a query for each parent, in whose order they come', async () => {
    const root = make('root')
    const child = make('b', below(root.key))
    make('a', below(root.key))
    make('c', below(child.key))

    const { tree } = await read(root.key, { by: 'jql', template: TEMPLATE })

    expect(tree).toEqual(['0 a < null', '0 b < null', '1 c < b'])
  })

  it('ends at the most that may be read, and says so, but not where that is all', async () => {
    const root = make('root')
    for (const summary of ['1', '2', '3']) make(summary, below(root.key))
    for (const hierarchy of [BY_FIELD, { by: 'jql', template: TEMPLATE } as const]) {
      const cut = await read(root.key, hierarchy, 2)
      const all = await read(root.key, hierarchy, 3)

      expect([cut.tree.length, cut.isCut, all.tree.length, all.isCut]).toEqual([2, true, 3, false])
      expect([cut.notes.join(), all.notes]).toEqual([expect.stringMatching(/more than 2 issues/), []])
    }
  })

  it('says what to do where there is no such root or field', async () => {
    const failing: readonly (readonly [string, Hierarchy, RegExp])[] = [
      ['ENG-99999', { by: 'parent' }, /ENG-99999 cannot be read: Jira has no such issue/],
      ['ENG" OR key = "X', { by: 'parent' }, /neither the key of an issue nor of a project/],
      ['ENG', { by: 'custom-field', fieldId: 'summary' }, /no custom field/],
    ]
    for (const [root, hierarchy, words] of failing) {
      const failure = await readProject(jira, { root, hierarchy }).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(CannotBeDone)
      expect(failure).toMatchObject({ message: expect.stringMatching(words) })
    }
  })
})

describe.each(PLACES)('reading a whole project ($place)', ({ place }) => {
  const keysIn = (project: string) =>
    [...line.sandbox.state.issues.values()].flatMap(({ key }) => (key.startsWith(`${project}-`) ? [key] : []))

  it.each<{ name: string; hierarchy: Hierarchy; child: (parent: string, key: string) => void }>([
    {
      name: 'a field',
      hierarchy: BY_FIELD,
      child: (parent, key) => line.sandbox.editIssue(key, below(parent)),
    },
    { name: 'links', hierarchy: BY_LINK, child: link },
    {
      name: 'a query',
      hierarchy: { by: 'jql', template: TEMPLATE },
      child: (parent, key) => line.sandbox.editIssue(key, below(parent)),
    },
  ])('gives every issue one place by $name: also in circles, and below other projects', async (one) => {
    const jira = clients.get(place)!
    for (const key of keysIn('OPS')) line.sandbox.deleteIssue(key)
    const add = (summary: string) => make(summary, { projectKey: 'OPS' }).key
    const [stray, top, child, grandchild] = [add('stray'), add('top'), add('child'), add('grandchild')]
    const [round, and, itself] = [add('round'), add('and'), add('itself')]
    const elsewhere = make('elsewhere', { projectKey: 'SEC' }).key
    const between = make('between').key
    one.child(top, child)
    one.child(child, between)
    one.child(between, grandchild)
    one.child(elsewhere, stray)
    one.child(and, round)
    one.child(round, and)
    one.child(itself, itself)

    const { nodes, notes } = await readProject(jira, { root: 'ops', hierarchy: one.hierarchy })

    const places = Object.fromEntries(nodes.map(({ issue, parentKey }) => [issue.key, parentKey]))
    expect(places).toEqual({
      [stray]: null,
      [top]: null,
      [child]: top,
      [between]: child,
      [grandchild]: between,
      [round]: null,
      [and]: round,
      [itself]: null,
    })
    expect(nodes).toHaveLength(8)
    const at = new Map(nodes.map(({ issue }, index) => [issue.key, index]))
    for (const { issue, parentKey } of nodes)
      expect(parentKey === null ? -1 : at.get(parentKey)).toBeLessThan(at.get(issue.key)!)
    expect(notes.join('\n')).toMatch(new RegExp(`${round} is below itself`))
    // A query tells nothing of parents that nobody may read.
    expect(notes.some((note) => note.startsWith(`${stray} has its parent outside of the project`))).toBe(
      one.hierarchy.by !== 'jql',
    )
  })
})
