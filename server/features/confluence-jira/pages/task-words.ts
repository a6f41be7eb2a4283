import { append } from './append.ts'
import type { IssueReference } from './find-issue-macros.ts'
import { ownParts } from './own-words.ts'
import type { Span, StorageDocument, StorageNode } from './read-storage.ts'
import { attributeAt } from './storage-nodes.ts'
import type { TaskNode } from './task-nodes.ts'
import { textOfParts } from './text-of.ts'

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
}

const READY: TaskStanding = { is: 'ready' }
const EMPTY: TaskStanding = { is: 'empty' }
const DAY = /^\d{4}-\d{2}-\d{2}/

/** The words of a task that are not those of nested tasks. */
export function readOwnWords(page: StorageDocument, task: TaskNode): OwnWords {
  const parts = ownParts(page, task)
  const { dated, date, assignee } = referencesIn(page, task.body, parts)
  const options = { saysReferences: true, silent: dated }
  const summary = textOfParts(page, { from: task.body, parts }, options)
  return { summary, dueDate: date, assignee }
}

/** The first date that tells a day, and its index; the first person. */
function referencesIn(page: StorageDocument, body: StorageNode, parts: readonly Span[]) {
  const found: References = { dated: -1, date: null, assignee: null }
  let place = 0
  for (let at = body.index + 1; at < body.next;) {
    const start = page.startAt(at)
    while (endOf(parts[place]) <= start) place += 1
    const from = parts[place]?.start ?? Infinity
    if (start >= from) noteReference(page, at, found)
    at = page.endAt(at) <= from ? page.nextAt(at) : at + 1
  }
  return found
}

interface References {
  dated: number
  date: string | null
  assignee: AssigneeReference | null
}

function endOf(part: Span | undefined): number {
  return part?.end ?? Infinity
}

function noteReference(page: StorageDocument, at: number, found: References): void {
  const name = page.nameAt(at)
  if (name === 'ri:user') found.assignee ??= assigneeAt(page, at)
  if (name !== 'time' || found.date !== null) return
  found.date = DAY.exec(attributeAt(page, at, 'datetime') ?? '')?.[0] ?? null
  if (found.date !== null) found.dated = at
}

function assigneeAt(page: StorageDocument, index: number): AssigneeReference | null {
  const accountId = attributeAt(page, index, 'ri:account-id')
  if (accountId !== undefined) return { accountId }
  const userKey = attributeAt(page, index, 'ri:userkey')
  if (userKey !== undefined) return { userKey }
  const username = attributeAt(page, index, 'ri:username')
  return username === undefined ? null : { username }
}

/** A task is linked when an issue is named among its own words. */
export function standingsOf(
  page: StorageDocument,
  references: readonly IssueReference[],
  tasks: readonly TaskNode[],
): (task: TaskNode, words: OwnWords) => TaskStanding {
  const keys = keysOfTasks(page, references, tasks)
  return (task, { summary }) => {
    if (task.excludedBy !== null) return { is: 'excluded', macro: task.excludedBy }
    const named = keys.get(task)
    if (named !== undefined) return { is: 'linked', keys: named }
    return summary === '' ? EMPTY : READY
  }
}

function keysOfTasks(
  page: StorageDocument,
  references: readonly IssueReference[],
  tasks: readonly TaskNode[],
): ReadonlyMap<TaskNode, readonly string[]> {
  const keys = new Map<TaskNode, string[]>()
  if (references.length === 0) return keys
  const parts = tasks.flatMap((task) => ownParts(page, task).map(({ start, end }) => ({ task, start, end })))
  parts.sort((a, b) => a.start - b.start)
  let next = 0
  for (const { key, node } of references) {
    while ((parts[next]?.end ?? Infinity) <= node.start) next += 1
    const part = parts[next]
    if (part === undefined || node.start < part.start) continue
    append(keys, part.task, key)
  }
  return keys
}
