import { Type } from 'typebox'
import type { JiraClient, JiraIssue } from '../../../connectors/jira/index.ts'
import { hasShape } from '../../../shared/has-shape.ts'
import { CannotBeDone } from '../runs/outcomes.ts'
import type { PageTaskSettings } from '../settings/settings.schemas.ts'

export type Hierarchy = PageTaskSettings['hierarchy']

export interface ChildrenFound {
  /** By the key of the parent, each in Jira’s order. */
  readonly children: ReadonlyMap<string, readonly JiraIssue[]>
  /** Sentences for a person. */
  readonly notes: readonly string[]
  /** Whether Jira has more than were read. */
  readonly isCut: boolean
}

/** One way of telling who is whose child. */
export interface ChildFinder {
  /** More fields that every issue must be read with. */
  readonly fields: readonly string[]
  /** The children of these, which were read with `fields`. */
  find(parents: readonly JiraIssue[]): Promise<ChildrenFound>
  /** What an issue says itself about those above it; null where only its parents know. */
  readonly parentsOf: ((issue: JiraIssue) => readonly string[]) | null
}

const KEY = /^[A-Z][A-Z0-9_]*-\d+$/i
const EPIC_LINK = 'com.pyxis.greenhopper.jira:gh-epic-link'
const LINKS = 'issuelinks'
/** An address or a query that names more would be refused by some servers. */
const MOST_NAMED = 50

const KeyHolder = Type.Union([Type.Object({ key: Type.String() }), Type.Object({ value: Type.String() })])
const End = Type.Optional(Type.Union([Type.Object({ key: Type.String() }), Type.Null()]))
const IssueLink = Type.Object({
  type: Type.Object({ name: Type.String() }),
  inwardIssue: End,
  outwardIssue: End,
})

interface Searching {
  readonly jira: JiraClient
  readonly most: number
}

interface ParentFields {
  /** Ids of custom fields; `parent` comes with every issue. */
  readonly fields: readonly string[]
  /** The same and `parent`, as queries name them. */
  readonly clauses: readonly string[]
}

const BY_PARENT: ParentFields = { fields: [], clauses: ['parent'] }

export function isIssueKey(text: string): boolean {
  return KEY.test(text)
}

/** `most`: children that one query may bring. Throws CannotBeDone where Jira has no such field. */
export async function childFinder(
  jira: JiraClient,
  hierarchy: Hierarchy,
  most: number,
): Promise<ChildFinder> {
  const searching = { jira, most }
  if (hierarchy.by === 'issue-link') return byIssueLink(jira, hierarchy)
  if (hierarchy.by === 'jql') return byTemplate(searching, hierarchy.template)
  if (hierarchy.by === 'epic-link') return byEpicLink(searching)
  if (hierarchy.by !== 'custom-field') return byFields(searching, BY_PARENT)
  const { fieldId } = hierarchy
  return byFields(searching, { fields: [fieldId], clauses: [clauseOf(fieldId)] })
}

async function byEpicLink(searching: Searching): Promise<ChildFinder> {
  const { jira } = searching
  if (jira.deployment === 'cloud') return byFields(searching, BY_PARENT)
  const field = (await jira.listFields()).find(({ kind }) => kind === EPIC_LINK)
  if (field === undefined)
    throw new CannotBeDone(
      'This Jira has no epic link, as Jira Software has it. Choose another hierarchy in the settings.',
    )
  // Sub-tasks of what belongs to an epic have a parent instead.
  return byFields(searching, { fields: [field.id], clauses: [clauseOf(field.id), 'parent'] })
}

function clauseOf(fieldId: string): string {
  const number = /^customfield_(\d+)$/.exec(fieldId)?.[1]
  if (number === undefined)
    throw new CannotBeDone(
      `The hierarchy is set to the field ${fieldId}, which is no custom field. Give it as customfield_ and its number.`,
    )
  return `cf[${number}]`
}

function byFields({ jira, most }: Searching, { fields, clauses }: ParentFields): ChildFinder {
  const isByParent = clauses.includes('parent')
  const parentsOf = (issue: JiraIssue): readonly string[] => {
    const named = fields.flatMap((id) => keysIn(issue.fields[id]))
    return isByParent && issue.parentKey !== null ? [...named, issue.parentKey] : named
  }
  return {
    fields,
    parentsOf,
    find: async (parents) => {
      const children = new Map<string, JiraIssue[]>(parents.map(({ key }) => [key, []]))
      const notes: string[] = []
      let isCut = false
      for (let start = 0; start < parents.length; start += MOST_NAMED) {
        const keys = parents.slice(start, start + MOST_NAMED).map(({ key }) => `"${checked(key)}"`)
        const where = clauses.map((clause) => `${clause} in (${keys.join(', ')})`).join(' OR ')
        const found = await jira.searchIssues({ jql: `${where} ORDER BY key ASC`, fields, most })
        isCut ||= found.isCut
        for (const issue of found.issues)
          if (!placeIn(children, issue, parentsOf(issue)))
            notes.push(
              `${issue.key} was found as a child, but does not say of which issue; it is not placed by that.`,
            )
      }
      return { children, notes, isCut }
    },
  }
}

/** Under each of its parents that were asked for. */
function placeIn(
  children: ReadonlyMap<string, JiraIssue[]>,
  issue: JiraIssue,
  parentKeys: readonly string[],
): boolean {
  const lists = [...new Set(parentKeys)].flatMap((key) => {
    const list = children.get(key)
    return list === undefined ? [] : [list]
  })
  for (const list of lists) if (!list.some(({ id }) => id === issue.id)) list.push(issue)
  return lists.length > 0
}

/** A key as a text, an issue, an option, or several of them. */
function keysIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn)
  const text = hasShape(KeyHolder, value) ? ('key' in value ? value.key : value.value) : value
  return typeof text === 'string' && KEY.test(text.trim()) ? [text.trim().toUpperCase()] : []
}

function byIssueLink(
  jira: JiraClient,
  { linkType, direction }: Extract<Hierarchy, { by: 'issue-link' }>,
): ChildFinder {
  const ends = (issue: JiraIssue, end: 'inwardIssue' | 'outwardIssue'): readonly string[] =>
    linksOf(issue).flatMap((link) => {
      const key = link[end]?.key.toUpperCase()
      return key === undefined || link.type.name.toLowerCase() !== linkType.toLowerCase() ? [] : [key]
    })
  const [down, up] =
    direction === 'outward'
      ? (['outwardIssue', 'inwardIssue'] as const)
      : (['inwardIssue', 'outwardIssue'] as const)
  return {
    fields: [LINKS],
    parentsOf: (issue) => ends(issue, up),
    find: async (parents) => {
      const wanted = parents.map((parent) => ({ parent, keys: ends(parent, down) }))
      const { issues, missing } = await jira.readIssues(
        wanted.flatMap(({ keys }) => keys),
        [LINKS],
      )
      const children = wanted.map(
        ({ parent, keys }) => [parent.key, keys.flatMap((key) => issues.get(key) ?? [])] as const,
      )
      return {
        children: new Map(children),
        notes: [...missing].map(([key, why]) => `${key} is left out: ${why}`),
        isCut: false,
      }
    },
  }
}

function linksOf(issue: JiraIssue) {
  const links = issue.fields[LINKS]
  return Array.isArray(links) ? links.flatMap((link) => (hasShape(IssueLink, link) ? [link] : [])) : []
}

function byTemplate({ jira, most }: Searching, template: string): ChildFinder {
  // A whole project is asked about twice: for what is at its top, and on the way down.
  const answers = new Map<string, Awaited<ReturnType<JiraClient['searchIssues']>>>()
  return {
    fields: [],
    parentsOf: null,
    find: async (parents) => {
      const children = new Map<string, readonly JiraIssue[]>()
      let isCut = false
      for (const { key } of parents) {
        const jql = template.replaceAll('{key}', () => checked(key))
        const found = answers.get(key) ?? (await jira.searchIssues({ jql, most }))
        answers.set(key, found)
        children.set(key, found.issues)
        isCut ||= found.isCut
      }
      return { children, notes: [], isCut }
    },
  }
}

/** Jira gave the key, but it becomes a part of a query. */
function checked(key: string): string {
  if (KEY.test(key)) return key
  throw new CannotBeDone('Jira gave an issue a key that is none. Look at the keys of the project.')
}
