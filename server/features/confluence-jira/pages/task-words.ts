import type { IssueReference } from './find-issue-macros.ts'
import { othersWords } from './own-words.ts'
import type { Span, StorageDocument, StorageNode } from './read-storage.ts'
import { saidInstead } from './said-instead.ts'
import { attributeOf } from './storage-nodes.ts'
import type { TaskNode } from './task-nodes.ts'
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

export interface OwnWords {
  readonly summary: string
  readonly dueDate: string | null
  readonly assignee: AssigneeReference | null
  /** Parts of the body that are not other tasks'. */
  readonly parts: readonly Span[]
}

export const NO_WORDS: OwnWords = { summary: '', dueDate: null, assignee: null, parts: [] }
const DAY = /^\d{4}-\d{2}-\d{2}/

/** The words of a task that are not those of nested tasks. */
export function readOwnWords(page: StorageDocument, task: TaskNode): OwnWords {
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

/** A task is linked when an issue is named among its own words. */
export function standingsOf(
  references: readonly IssueReference[],
  own: ReadonlyMap<TaskNode, OwnWords>,
): ReadonlyMap<TaskNode, TaskStanding> {
  const keys = keysOfTasks(references, own)
  return new Map(
    [...own].map(([task, { summary }]) => [task, standingOf(task, summary, keys.get(task) ?? [])]),
  )
}

function keysOfTasks(
  references: readonly IssueReference[],
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

function append(lists: Map<TaskNode, string[]>, task: TaskNode, text: string): void {
  const list = lists.get(task)
  if (list === undefined) lists.set(task, [text])
  else list.push(text)
}
