import { readListTree, type ListTree } from './list-tree.ts'
import type { StorageDocument, StorageNode } from './read-storage.ts'
import { isBlank, isBlock } from './storage-nodes.ts'
import { readTaskContent, type TaskContent } from './task-content.ts'
import type { TaskNode } from './task-nodes.ts'

/**
 * `paragraph`: the task becomes a paragraph where its list stood. `words`: a nested task becomes words of the task around it, which
 * stays. `kept`: the task stays and the issue stands behind its words.
 */
export type Form = 'paragraph' | 'words' | 'kept'

export interface ChosenTask {
  readonly task: TaskNode
  readonly content: TaskContent
  readonly form: Form
  readonly tree: ListTree
}

// Where a paragraph may stand.
const CONTAINERS = new Set(['td', 'th', 'li', 'div', 'blockquote', 'ac:layout-cell', 'ac:rich-text-body'])

/** Where neither a paragraph nor words would be valid, or could not be undone exactly, the task is kept. */
export function chooseForms(
  page: StorageDocument,
  chosen: readonly { readonly task: TaskNode; readonly isToKeep: boolean }[],
): readonly ChosenTask[] {
  const trees = new Map<StorageNode, ListTree>()
  const byTask = new Map<TaskNode, ChosenTask>()
  // In page order: what becomes of a nested task follows from what becomes of the one around it.
  for (const { task, isToKeep } of chosen) {
    const content = readTaskContent(page, task)
    if (content === undefined) continue
    const tree = trees.get(task.rootList) ?? readListTree(page, task.rootList)
    trees.set(task.rootList, tree)
    const around = task.outer === null ? undefined : byTask.get(task.outer)
    const form = isToKeep || !tree.isPlain ? 'kept' : formIn(page, { task, content, around })
    byTask.set(task, { task, content, form, tree })
  }
  return [...byTask.values()]
}

interface Placed {
  readonly task: TaskNode
  readonly content: TaskContent
  readonly around: ChosenTask | undefined
}

function formIn(page: StorageDocument, { task, content, around }: Placed): Form {
  const holder = task.rootList.parent
  if (holder === null || CONTAINERS.has(holder.name)) return 'paragraph'
  if (around !== undefined && around.form !== 'kept' && around.content.holder === holder)
    return around.form === 'paragraph' ? 'paragraph' : wordsOrKept(page, task, content)
  const isBody = holder === task.outer?.body || holder === contentHolder(page, task.outer)
  return isBody ? wordsOrKept(page, task, content) : 'kept'
}

function contentHolder(page: StorageDocument, outer: TaskNode | null): StorageNode | undefined {
  return outer === null ? undefined : readTaskContent(page, outer)?.holder
}

/** Words end where a block follows; between other words nobody could tell whose they are. */
function wordsOrKept(page: StorageDocument, task: TaskNode, content: TaskContent): Form {
  if (content.rest.some(({ block }) => block === null)) return 'kept'
  const { rootList } = task
  let end = rootList.parent?.innerEnd ?? rootList.end
  for (let at = rootList.next; ;) {
    const node = page.nodeAt(at)
    if (node === undefined || node.parent !== rootList.parent) break
    if (isBlock(page, node)) {
      end = node.start
      break
    }
    at = node.next
  }
  return isBlank(page, rootList.end, end) ? 'words' : 'kept'
}
