import type { StorageDocument, StorageNode } from './read-storage.ts'
import { attributeOf, childrenOf, innerOf } from './storage-nodes.ts'

/** A task as it stands on the page. */
export interface TaskNode {
  readonly node: StorageNode
  /** `ac:task-id`; unique on its page. */
  readonly id: string
  readonly uuid: string | null
  readonly status: 'complete' | 'incomplete'
  readonly body: StorageNode
  /** The list that holds it, and the outermost of those that hold that list with no task between. */
  readonly list: StorageNode
  readonly rootList: StorageNode
  /** The task in whose body it lies. */
  readonly outer: TaskNode | null
  /** The name of the macro that keeps it from becoming an issue. */
  readonly excludedBy: string | null
}

export interface MalformedTask {
  readonly at: number
  readonly why: string
}

export interface TaskNodes {
  /** In page order. */
  readonly tasks: readonly TaskNode[]
  readonly malformed: readonly MalformedTask[]
  /** Ids that stand on the page more than once. */
  readonly ambiguousIds: ReadonlySet<string>
}

// What others wrote, or what an app makes something else of (facts: jira-confluence, 1.3).
const EXCLUDED_MACROS = new Set(
  (
    'jira jiraissues excerpt excerpt-include include widget html content-report-table pagetree recently-updated ' +
    'table-excerpt table-excerpt-include table-filter table-pivot table-transformer'
  ).split(' '),
)

/** Every task of the page, wherever it lies. An id that stands twice tells no task from another: those are malformed. */
export function readTaskNodes(page: StorageDocument): TaskNodes {
  const found: TaskNode[] = []
  const malformed: MalformedTask[] = []
  const byNode = new Map<StorageNode, TaskNode>()
  const macros = excludedMacros(page)
  for (const node of page.nodes) {
    if (node.name !== 'ac:task') continue
    const task = readTask(page, node, { byNode, macros })
    if ('why' in task) malformed.push(task)
    else {
      found.push(task)
      byNode.set(node, task)
    }
  }
  const twice = idsThatStandTwice(found)
  for (const { id, node } of found)
    if (twice.has(id)) malformed.push({ at: node.start, why: `The task id ${id} stands twice on the page.` })
  return { tasks: found.filter(({ id }) => !twice.has(id)), malformed, ambiguousIds: twice }
}

interface Around {
  readonly byNode: ReadonlyMap<StorageNode, TaskNode>
  readonly macros: readonly { readonly name: string; readonly node: StorageNode }[]
}

function readTask(page: StorageDocument, node: StorageNode, around: Around): TaskNode | MalformedTask {
  const list = node.parent
  if (list?.name !== 'ac:task-list') return { at: node.start, why: 'A task stands in no task list.' }
  const parts = new Map(childrenOf(page, node).map((child) => [child.name, child]))
  const body = parts.get('ac:task-body')
  const id = textIn(page, parts.get('ac:task-id'))
  const status = textIn(page, parts.get('ac:task-status'))
  if (body === undefined || id === '' || status === '')
    return { at: node.start, why: 'A task lacks its id, its status or its body.' }
  return {
    node,
    id,
    uuid: textIn(page, parts.get('ac:task-uuid')) || null,
    status: status === 'complete' ? 'complete' : 'incomplete',
    body,
    list,
    rootList: rootOf(list),
    outer: outerOf(node, around.byNode),
    excludedBy: around.macros.find((macro) => holds(macro.node, node))?.name ?? null,
  }
}

function textIn(page: StorageDocument, node: StorageNode | undefined): string {
  return node === undefined ? '' : innerOf(page, node).trim()
}

/** A list may lie in a list with no task between; so Cloud writes sub-tasks. */
export function rootOf(list: StorageNode): StorageNode {
  let root = list
  while (root.parent?.name === 'ac:task-list') root = root.parent
  return root
}

function outerOf(node: StorageNode, byNode: ReadonlyMap<StorageNode, TaskNode>): TaskNode | null {
  for (let ancestor = node.parent; ancestor !== null; ancestor = ancestor.parent)
    if (ancestor.name === 'ac:task') return byNode.get(ancestor) ?? null
  return null
}

function excludedMacros(page: StorageDocument): Around['macros'] {
  const macros: { name: string; node: StorageNode }[] = []
  for (const node of page.nodes) {
    const last = macros.at(-1)
    if (node.name !== 'ac:structured-macro' || (last !== undefined && node.start < last.node.end)) continue
    const name = attributeOf(page, node, 'ac:name') ?? ''
    if (EXCLUDED_MACROS.has(name) && node.next > node.index + 1) macros.push({ name, node })
  }
  return macros
}

function holds(outer: StorageNode, inner: StorageNode): boolean {
  return outer.index < inner.index && inner.index < outer.next
}

function idsThatStandTwice(tasks: readonly TaskNode[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { id } of tasks) (seen.has(id) ? twice : seen).add(id)
  return twice
}
