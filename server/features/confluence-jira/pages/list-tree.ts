import type { StorageDocument, StorageNode } from './read-storage.ts'

/** A task list with the lists that lie directly in it, as one row of tasks. */
export interface ListTree {
  readonly root: StorageNode
  /** The `ac:task` nodes in page order. */
  readonly items: readonly StorageNode[]
  /** Whether nothing but tasks, list tags and white space stands in it. */
  readonly isPlain: boolean
}

const LIST_TAG = /<\/?ac:task-list(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>/g

export function readListTree(page: StorageDocument, root: StorageNode): ListTree {
  const items: StorageNode[] = []
  let isPlain = true
  for (let at = root.index + 1; at < root.next;) {
    const node = page.nodeAt(at)
    if (node === undefined) break
    if (node.name === 'ac:task') items.push(node)
    else if (node.name !== 'ac:task-list') isPlain = false
    at = node.name === 'ac:task-list' ? at + 1 : node.next
  }
  return { root, items, isPlain: isPlain && hasPlainSeams(page, root, items) }
}

function hasPlainSeams(page: StorageDocument, root: StorageNode, items: readonly StorageNode[]): boolean {
  let cursor = root.start
  for (const item of [...items, null]) {
    if (blankOf(page.source.slice(cursor, item?.start ?? root.end)).trim() !== '') return false
    cursor = item?.end ?? root.end
  }
  return true
}

/** What is left of a text between two tasks without the tags of lists. */
export function blankOf(seam: string): string {
  return seam.replace(LIST_TAG, '')
}

/** The lists around a task up to the outermost, which comes first. */
export function listsAround(item: StorageNode): readonly StorageNode[] {
  const lists: StorageNode[] = []
  for (let list = item.parent; list?.name === 'ac:task-list'; list = list.parent) lists.unshift(list)
  return lists
}

export function closeLists(count: number): string {
  return '</ac:task-list>'.repeat(count)
}

/** For a further part of the list: two lists with one id would be one too many. */
export function openingWithoutId(page: StorageDocument, list: StorageNode): string {
  return page.source
    .slice(list.start, list.innerStart)
    .replace(/\s+(?:ac:task-list-id|ac:local-id|local-id)\s*=\s*(?:"[^"]*"|'[^']*')/g, '')
}
