import type { JiraClient, JiraIssue } from '../../../connectors/jira/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { CannotBeDone } from '../runs/outcomes.ts'
import { childFinder, isIssueKey, type ChildFinder, type Hierarchy } from './find-children.ts'

export interface ProjectNode {
  readonly issue: JiraIssue
  /** Null: it stands at the top, or directly below the root. */
  readonly parentKey: string | null
  /** 0 at the top. */
  readonly depth: number
}

export interface ProjectRead {
  /** The issue that was given as root; it is not among the nodes. Null for a project. */
  readonly root: JiraIssue | null
  /** Each issue once: parents before their children, siblings in Jira’s order. */
  readonly nodes: readonly ProjectNode[]
  /** What was decided on the way, in sentences for a person. */
  readonly notes: readonly string[]
  /** Whether there are more issues than MOST_ISSUES; what is not among the nodes may be there all the same. */
  readonly isCut: boolean
}

export const MOST_ISSUES = 5_000

const AT_TOP = 'it stands at the top.'
const PROJECT = /^[A-Z][A-Z0-9_]*$/i

export interface ProjectToRead {
  /** Key of an issue or of a project. */
  readonly root: string
  readonly hierarchy: Hierarchy
  /** Default: MOST_ISSUES. */
  readonly most?: number
}

/** Reads what lies below an issue, or all of a project. Throws CannotBeDone with what to do where the root or the hierarchy is not there. */
export async function readProject(
  jira: JiraClient,
  { root, hierarchy, most = MOST_ISSUES }: ProjectToRead,
): Promise<ProjectRead> {
  const isIssue = isIssueKey(root)
  if (!isIssue && !PROJECT.test(root))
    throw new CannotBeDone(`${JSON.stringify(root)} is neither the key of an issue nor of a project.`)
  const finder = await childFinder(jira, hierarchy, most + 1)
  const walk: Walk = { finder, most, placed: new Map(), notes: [], isCut: false }
  const top = isIssue ? await walkBelow(jira, walk, root) : await walkProject(jira, walk, root)
  if (walk.isCut) walk.notes.push(`There are more than ${most} issues; the others were not read.`)
  const nodes = [...walk.placed.values()].filter(({ issue }) => issue.id !== top?.id)
  return { root: top, nodes, notes: [...new Set(walk.notes)], isCut: walk.isCut }
}

interface Walk {
  readonly finder: ChildFinder
  readonly most: number
  /** By key, in the order in which they were found. */
  readonly placed: Map<string, ProjectNode>
  readonly notes: string[]
  isCut: boolean
}

async function walkBelow(jira: JiraClient, walk: Walk, key: string): Promise<JiraIssue> {
  const { issues, missing } = await jira.readIssues([key], walk.finder.fields)
  const root = issues.get(key)
  if (root === undefined) throw new CannotBeDone(`${key} cannot be read: ${missing.get(key) ?? ''}`.trim())
  walk.placed.set(root.key, { issue: root, parentKey: null, depth: -1 })
  walk.isCut = await walkDown({ ...walk, most: walk.most + 1 }, [root])
  for (const [childKey, node] of walk.placed)
    if (node.parentKey === root.key) walk.placed.set(childKey, { ...node, parentKey: null })
  return root
}

/** First what has no parent, then what has one elsewhere, then what is below itself: every issue of the project has a place. */
async function walkProject(jira: JiraClient, walk: Walk, project: string): Promise<null> {
  const { issues, isCut } = await searchProject(jira, walk, project)
  const parentsOf = await parentReader(walk, issues)
  const own = new Set(issues.map(({ key }) => key))
  const isTop = (issue: JiraIssue) => parentsOf(issue).length === 0
  const isStray = (issue: JiraIssue) => !isTop(issue) && !parentsOf(issue).some((key) => own.has(key))
  walk.isCut = await walkFrom(walk, issues.filter(isTop))
  // Of what was not read it cannot be said where it is.
  walk.isCut ||= isCut
  if (walk.isCut) return null
  const strays = issues.filter((issue) => isStray(issue) && !walk.placed.has(issue.key))
  walk.notes.push(...strays.map(({ key }) => `${key} has its parent outside of the project; ${AT_TOP}`))
  walk.isCut = await walkFrom(walk, strays)
  for (const issue of issues) {
    if (walk.isCut || walk.placed.has(issue.key)) continue
    walk.notes.push(`${issue.key} is below itself, or below what cannot be read; ${AT_TOP}`)
    walk.isCut = await walkFrom(walk, [issue])
  }
  return null
}

async function searchProject(
  jira: JiraClient,
  { finder, most }: Walk,
  project: string,
): ReturnType<JiraClient['searchIssues']> {
  try {
    const jql = `project = "${project}" ORDER BY key ASC`
    return await jira.searchIssues({ jql, fields: finder.fields, most })
  } catch (error) {
    // Nothing else in this query can be wrong.
    if (!(error instanceof UpstreamError) || error.status !== 400) throw error
    throw new CannotBeDone(
      `Jira has no project ${project}, or the connected user may not see it. Check its key, or give them access.`,
    )
  }
}

/** Where only parents know their children, all are asked before it is known who has none above; those of other projects too, on the way. */
async function parentReader(
  { finder, most }: Walk,
  issues: readonly JiraIssue[],
): Promise<(issue: JiraIssue) => readonly string[]> {
  if (finder.parentsOf !== null) return finder.parentsOf
  const parents = new Map<string, string[]>()
  const asked = new Set<string>()
  let level = issues
  while (level.length > 0) {
    for (const { key } of level) asked.add(key)
    const { children } = await finder.find(level)
    for (const [parentKey, list] of children)
      for (const { key } of list) parents.set(key, [...(parents.get(key) ?? []), parentKey])
    const found = new Map([...children.values()].flat().map((issue) => [issue.key, issue]))
    level = [...found.values()].filter(({ key }) => !asked.has(key)).slice(0, Math.max(0, most - asked.size))
  }
  return ({ key }) => parents.get(key) ?? []
}

async function walkFrom(walk: Walk, tops: readonly JiraIssue[]): Promise<boolean> {
  const isCut = walk.placed.size + tops.length > walk.most
  const taken = tops.slice(0, Math.max(0, walk.most - walk.placed.size))
  for (const issue of taken) walk.placed.set(issue.key, { issue, parentKey: null, depth: 0 })
  return (await walkDown(walk, taken)) || isCut
}

/** Level by level; says whether there is more than may be read. */
async function walkDown(walk: Walk, from: readonly JiraIssue[]): Promise<boolean> {
  let isCut = false
  let level = from
  while (level.length > 0 && !isCut) {
    const found = await walk.finder.find(level)
    walk.notes.push(...found.notes)
    isCut = found.isCut
    const next: JiraIssue[] = []
    for (const parent of level)
      for (const child of found.children.get(parent.key) ?? []) {
        if (!isNew(walk, child, parent)) continue
        if (walk.placed.size >= walk.most) return true
        const depth = (walk.placed.get(parent.key)?.depth ?? 0) + 1
        walk.placed.set(child.key, { issue: child, parentKey: parent.key, depth })
        next.push(child)
      }
    level = next
  }
  return isCut
}

function isNew({ placed, notes }: Walk, child: JiraIssue, parent: JiraIssue): boolean {
  const known = placed.get(child.key)
  if (known === undefined) return true
  if (isAbove(placed, child.key, parent.key))
    notes.push(`${child.key} is below ${parent.key}, which is below it; it stays where it was found first.`)
  else if (known.parentKey !== parent.key)
    notes.push(
      `${child.key} has several places: it stands ${known.parentKey === null ? 'at the top' : `below ${known.parentKey}`}, not below ${parent.key}.`,
    )
  return false
}

/** Also of itself. */
function isAbove(placed: ReadonlyMap<string, ProjectNode>, key: string, below: string): boolean {
  for (let at: string | null = below; at !== null; at = placed.get(at)?.parentKey ?? null)
    if (at === key) return true
  return false
}
