import { createTaskContext, type TaskContext } from './task-context.ts'
import { findIssueMacros } from './find-issue-macros.ts'
import { othersWords } from './own-words.ts'
import type { Span, StorageDocument, StorageNode } from './read-storage.ts'
import { saidInstead } from './said-instead.ts'
import { attributeOf } from './storage-nodes.ts'
import { readTaskNodes, type MalformedTask, type TaskNode } from './task-nodes.ts'
import { textBetween } from './text-of.ts'

/** Cloud names people by account id, Data Center by user key, very old pages by name. */
export type AssigneeReference =
  | { readonly accountId: string }
  | { readonly userKey: string }
  | { readonly username: string }

/** Why a task becomes no issue, if it does not. */
export type TaskStanding =
  | { readonly is: 'ready' }
  | { readonly is: 'empty' }
  | { readonly is: 'linked'; readonly keys: readonly string[] }
  | { readonly is: 'excluded'; readonly macro: string }

export interface PageTask {
  readonly id: string
  readonly uuid: string | null
  readonly status: 'complete' | 'incomplete'
  readonly standing: TaskStanding
  readonly span: Span
  /** Inside of its body's tags. */
  readonly body: Span
  readonly list: Span
  /**
   * Its own words in one line, without nested tasks. The first date and people are left out, as they become due date and assignee;
   * further dates stand as YYYY-MM-DD.
   */
  readonly summary: string
  /** YYYY-MM-DD. */
  readonly dueDate: string | null
  readonly assignee: AssigneeReference | null
  readonly context: TaskContext
  /** Direct sub-tasks. */
  readonly nestedIds: readonly string[]
  /** From 0, as they follow each other on the page. */
  readonly place: number
}

export interface PageTasks {
  readonly tasks: readonly PageTask[]
  readonly malformed: readonly MalformedTask[]
}

/** Every task of the page in page order, the excluded ones too; with `jiraUrl` a task is linked by links into that Jira only. */
export function extractTasks(page: StorageDocument, options: { readonly jiraUrl?: string } = {}): PageTasks {
  const { tasks, malformed } = readTaskNodes(page)
  const references = findIssueMacros(page, options)
  const own = new Map(tasks.map((task) => [task, ownOf(page, task)]))
  const keys = keysOfTasks(references, own)
  const contextOf = createTaskContext({
    page,
    macroKeys: new Map(references.flatMap(({ kind, node, key }) => (kind === 'macro' ? [[node, key]] : []))),
    wordsOf: (task) => own.get(task)?.summary ?? '',
  })
  const nested = nestedIdsOf(tasks)
  return {
    malformed,
    tasks: tasks.map((task, place) => {
      const { summary, dueDate, assignee } = own.get(task) ?? NOTHING
      return {
        id: task.id,
        uuid: task.uuid,
        status: task.status,
        standing: standingOf(task, summary, keys.get(task) ?? []),
        span: { start: task.node.start, end: task.node.end },
        body: { start: task.body.innerStart, end: task.body.innerEnd },
        list: { start: task.list.start, end: task.list.end },
        summary,
        dueDate,
        assignee,
        context: contextOf(task),
        nestedIds: nested.get(task) ?? [],
        place,
      }
    }),
  }
}

interface OwnWords {
  readonly summary: string
  readonly dueDate: string | null
  readonly assignee: AssigneeReference | null
  /** Parts of the body that are not other tasks'. */
  readonly parts: readonly Span[]
}

const NOTHING: OwnWords = { summary: '', dueDate: null, assignee: null, parts: [] }
const DAY = /^\d{4}-\d{2}-\d{2}/

function ownOf(page: StorageDocument, task: TaskNode): OwnWords {
  const parts = withoutOthers(task, othersWords(page, task))
  const nodes = parts.flatMap((part) => nodesIn(page, task, part))
  const dated = nodes.find(
    (node) => node.name === 'time' && DAY.test(attributeOf(page, node, 'datetime') ?? ''),
  )
  const says = (node: StorageNode) => (node === dated ? '' : saidInstead(page, node))
  const texts = parts.map((part) => textBetween(page, { from: task.body, ...part }, { says }))
  return {
    parts,
    summary: texts.filter((text) => text !== '').join(' '),
    dueDate: (dated && attributeOf(page, dated, 'datetime')?.slice(0, 10)) ?? null,
    assignee: nodes.map((node) => assigneeIn(page, node)).find((found) => found !== null) ?? null,
  }
}

function withoutOthers({ body }: TaskNode, others: readonly Span[]): readonly Span[] {
  const starts = [body.innerStart, ...others.map(({ end }) => end)]
  return starts.map((start, index) => ({ start, end: others[index]?.start ?? body.innerEnd }))
}

function nodesIn(page: StorageDocument, { body }: TaskNode, { start, end }: Span): StorageNode[] {
  const found: StorageNode[] = []
  for (let at = body.index + 1; at < body.next; at += 1) {
    const node = page.nodes[at]
    if (node !== undefined && node.start >= start && node.start < end) found.push(node)
  }
  return found
}

function assigneeIn(page: StorageDocument, node: StorageNode): AssigneeReference | null {
  if (node.name !== 'ri:user') return null
  const [accountId, userKey, username] = ['ri:account-id', 'ri:userkey', 'ri:username'].map((name) =>
    attributeOf(page, node, name),
  )
  if (accountId !== undefined) return { accountId }
  if (userKey !== undefined) return { userKey }
  return username === undefined ? null : { username }
}

function keysOfTasks(
  references: ReturnType<typeof findIssueMacros>,
  own: ReadonlyMap<TaskNode, OwnWords>,
): ReadonlyMap<TaskNode, readonly string[]> {
  const parts = [...own].flatMap(([task, words]) => words.parts.map((part) => ({ task, ...part })))
  parts.sort((a, b) => a.start - b.start)
  const keys = new Map<TaskNode, string[]>()
  let next = 0
  for (const { key, node } of references) {
    while ((parts[next]?.end ?? Infinity) <= node.start) next += 1
    const part = parts[next]
    if (part === undefined || node.start < part.start) continue
    append(keys, part.task, key)
  }
  return keys
}

function standingOf(task: TaskNode, summary: string, keys: readonly string[]): TaskStanding {
  if (task.excludedBy !== null) return { is: 'excluded', macro: task.excludedBy }
  if (keys.length > 0) return { is: 'linked', keys }
  return summary === '' ? { is: 'empty' } : { is: 'ready' }
}

/** Sub-tasks lie in the body of their task, or in a list that follows it within its list. */
function nestedIdsOf(tasks: readonly TaskNode[]): ReadonlyMap<TaskNode, readonly string[]> {
  const nested = new Map<TaskNode, string[]>()
  const lastIn = new Map<StorageNode, TaskNode>()
  for (const task of tasks) {
    const above = task.list === task.rootList ? task.outer : (lastOf(lastIn, task.list.parent) ?? task.outer)
    if (above !== null) append(nested, above, task.id)
    lastIn.set(task.list, task)
  }
  return nested
}

function lastOf(lastIn: ReadonlyMap<StorageNode, TaskNode>, list: StorageNode | null): TaskNode | undefined {
  return list === null ? undefined : lastIn.get(list)
}

function append(lists: Map<TaskNode, string[]>, task: TaskNode, text: string): void {
  const list = lists.get(task)
  if (list === undefined) lists.set(task, [text])
  else list.push(text)
}
