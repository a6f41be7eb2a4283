import { oncePerPage } from './once-per-page.ts'
import type { StorageDocument, StorageNode } from './read-storage.ts'
import { attributeOf, findAncestor, nodesNamed } from './storage-nodes.ts'

/** A task as it stands on the page. */
export interface TaskNode {
  readonly node: StorageNode
  /** From 0 in page order; those that cannot be told apart are counted too. */
  readonly order: number
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
export const readTaskNodes = oncePerPage((page): TaskNodes => {
  const found: TaskNode[] = []
  const malformed: MalformedTask[] = []
  const excluded = excludedMacros(page)
  const open: { readonly next: number; readonly task: TaskNode | null }[] = []
  for (const node of nodesNamed(page, 'ac:task')) {
    while ((open.at(-1)?.next ?? Infinity) <= node.index) open.pop()
    const task = readTask(page, node, {
      order: found.length,
      outer: open.at(-1)?.task ?? null,
      excluded,
    })
    if ('why' in task) malformed.push(task)
    else found.push(task)
    open.push({ next: node.next, task: 'why' in task ? null : task })
  }
  return withoutTwins(found, malformed)
})

function withoutTwins(found: readonly TaskNode[], malformed: readonly MalformedTask[]): TaskNodes {
  const twice = idsThatStandTwice(found)
  if (twice.size === 0) return { tasks: found, malformed, ambiguousIds: twice }
  const twins = found
    .filter(({ id }) => twice.has(id))
    .map(({ id, node }) => ({ at: node.start, why: `The task id ${id} stands twice on the page.` }))
  const tasks = found.filter(({ id }) => !twice.has(id))
  return { tasks, malformed: [...malformed, ...twins], ambiguousIds: twice }
}

interface Around {
  readonly order: number
  readonly outer: TaskNode | null
  /** The macros that keep what they hold from becoming issues, with their names. */
  readonly excluded: ReadonlyMap<StorageNode, string>
}

function readTask(page: StorageDocument, node: StorageNode, around: Around): TaskNode | MalformedTask {
  const list = node.parent
  if (list?.name !== 'ac:task-list') return { at: node.start, why: 'A task stands in no task list.' }
  const parts = partsOf(page, node)
  const body = page.nodeAt(parts.body)
  const id = page.innerAt(parts.id).trim()
  const status = page.innerAt(parts.status).trim()
  if (body === undefined || id === '' || status === '')
    return { at: node.start, why: 'A task lacks its id, its status or its body.' }
  return {
    node,
    order: around.order,
    id,
    uuid: page.innerAt(parts.uuid).trim() || null,
    status: status === 'complete' ? 'complete' : 'incomplete',
    body,
    list,
    rootList: rootOf(list),
    outer: around.outer,
    excludedBy: excludedBy(list, around.excluded),
  }
}

function excludedBy(list: StorageNode, macros: Around['excluded']): string | null {
  if (macros.size === 0) return null
  const macro = findAncestor(list, (ancestor) => macros.has(ancestor))
  return (macro && macros.get(macro)) ?? null
}

/** The indexes of a task's parts; the last one counts where there are two. */
function partsOf(page: StorageDocument, { index, next }: StorageNode) {
  const parts = { id: -1, uuid: -1, status: -1, body: -1 }
  for (let at = index + 1; at < next; at = page.nextAt(at)) {
    const name = page.nameAt(at)
    if (name === 'ac:task-id') parts.id = at
    else if (name === 'ac:task-uuid') parts.uuid = at
    else if (name === 'ac:task-status') parts.status = at
    else if (name === 'ac:task-body') parts.body = at
  }
  return parts
}

/** A list may lie in a list with no task between; so Cloud writes sub-tasks. */
export function rootOf(list: StorageNode): StorageNode {
  let root = list
  while (root.parent?.name === 'ac:task-list') root = root.parent
  return root
}

/** The outermost ones. */
function excludedMacros(page: StorageDocument): Around['excluded'] {
  const macros = new Map<StorageNode, string>()
  let end = 0
  for (const node of nodesNamed(page, 'ac:structured-macro')) {
    if (node.start < end) continue
    const name = attributeOf(page, node, 'ac:name') ?? ''
    if (!EXCLUDED_MACROS.has(name) || node.next === node.index + 1) continue
    macros.set(node, name)
    end = node.end
  }
  return macros
}

function idsThatStandTwice(tasks: readonly TaskNode[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { id } of tasks) (seen.has(id) ? twice : seen).add(id)
  return twice
}
