import { append } from './append.ts'
import { findIssueMacros } from './find-issue-macros.ts'
import { replacesMarkupOnly } from './markup-only.ts'
import { readStorage, type StorageDocument, type StorageNode } from './read-storage.ts'
import type { PageEdit } from './replace-tasks.ts'
import { attributeOf, nodesNamed } from './storage-nodes.ts'
import { readTaskNodes, type TaskNode } from './task-nodes.ts'

export type EditVerdict =
  | { readonly outcome: 'proven' }
  /** One sentence for a person. Such an edit must not be written. */
  | { readonly outcome: 'refused'; readonly why: string }

/** Reads the edited page anew and compares it with the page that was read; trusts nothing that made the edit but its spans. */
export function verifyEdit(before: StorageDocument, edit: PageEdit): EditVerdict {
  const reading = readStorage(edit.storage)
  if (reading.outcome === 'unreadable')
    return refused(`The edited page cannot be read: ${reading.unreadable.why}`)
  const after = reading.document
  const issues = issuesOf(after, edit)
  const checks: readonly [boolean, string][] = [
    [isSameOutside(before.source, edit), 'Something outside of the tasks would change.'],
    [issues.size === edit.anchors.length, 'An issue would not stand on the page exactly once.'],
    [hasSameTasks(before, after, edit), 'A task that stays would be lost, moved or changed.'],
    [hasSameMarks(before, after, issues), 'An inline comment or a macro would be lost.'],
    [replacesMarkupOnly(before.source, edit.splices), 'Words of a task would be lost.'],
  ]
  const failed = checks.find(([isKept]) => !isKept)
  return failed === undefined ? { outcome: 'proven' } : refused(failed[1])
}

function refused(why: string): EditVerdict {
  return { outcome: 'refused', why }
}

function isSameOutside(before: string, { storage, splices }: PageEdit): boolean {
  let from = 0
  let to = 0
  for (const { start, end, text } of splices) {
    const textAt = to + start - from
    if (start < from || before.slice(from, start) !== storage.slice(to, textAt)) return false
    if (!storage.startsWith(text, textAt)) return false
    from = end
    to = textAt + text.length
  }
  return before.slice(from) === storage.slice(to)
}

/** The nodes that the edit put there; fewer than anchors when one is missing or stands twice. */
function issuesOf(after: StorageDocument, { anchors }: PageEdit): ReadonlySet<StorageNode> {
  const references = findIssueMacros(after)
  const byMark = new Map<string, StorageNode[]>()
  for (const { macroId, url, node } of references) append(byMark, macroId ?? url ?? '', node)
  const nodes = anchors.flatMap(({ url, macroId }) => {
    const found = byMark.get(url ?? macroId) ?? []
    return found.length === 1 ? found : []
  })
  return new Set(nodes)
}

function hasSameTasks(before: StorageDocument, after: StorageDocument, { anchors }: PageEdit): boolean {
  const gone = new Set(anchors.flatMap(({ taskId, isKept }) => (isKept ? [] : [taskId])))
  const staying = readTaskNodes(before).tasks.filter(({ id }) => !gone.has(id))
  const { tasks } = readTaskNodes(after)
  return staying.length === tasks.length && staying.every((task, at) => isSameTask(task, tasks[at]))
}

function isSameTask(task: TaskNode, other: TaskNode | undefined): boolean {
  return task.id === other?.id && task.uuid === other.uuid && task.status === other.status
}

function hasSameMarks(
  before: StorageDocument,
  after: StorageDocument,
  issues: ReadonlySet<StorageNode>,
): boolean {
  return marksOf(before, new Set()).join('\n') === marksOf(after, issues).join('\n')
}

function marksOf(page: StorageDocument, issues: ReadonlySet<StorageNode>): readonly string[] {
  return nodesNamed(page, 'ac:inline-comment-marker', 'ac:structured-macro').flatMap((node) => {
    if (issues.has(node)) return []
    const isMacro = node.name === 'ac:structured-macro'
    return [`${node.name} ${attributeOf(page, node, isMacro ? 'ac:macro-id' : 'ac:ref')}`]
  })
}
