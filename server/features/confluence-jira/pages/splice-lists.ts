import type { ChosenTask } from './choose-forms.ts'
import { blankOf, closeLists, listsAround, openingWithoutId, type ListTree } from './list-tree.ts'
import type { StorageDocument, StorageNode } from './read-storage.ts'
import type { Splice } from './splice.ts'

/** Cuts lists in two where a task leaves them, so that all keep their order, and takes away those that would be empty. */
export function spliceLists(page: StorageDocument, chosen: readonly ChosenTask[]): readonly Splice[] {
  const leaving = new Map<ListTree, Set<StorageNode>>()
  for (const { task, tree, form } of chosen) {
    if (form === 'kept') continue
    const nodes = leaving.get(tree) ?? new Set()
    leaving.set(tree, nodes.add(task.node))
  }
  return [...leaving].flatMap(([tree, nodes]) => spliceList(page, tree, nodes))
}

function spliceList(page: StorageDocument, tree: ListTree, leaving: ReadonlySet<StorageNode>): Splice[] {
  const splices: Splice[] = []
  const shown = new Set<StorageNode>()
  const pairs = [null, ...tree.items].map((before, at) => ({ before, after: tree.items[at] ?? null }))
  for (const { before, after } of pairs) {
    const text = seamText(page, { before, after, leaving, shown })
    if (text !== undefined)
      splices.push({ start: before?.end ?? tree.root.start, end: after?.start ?? tree.root.end, text })
    if (after !== null && !leaving.has(after)) for (const list of listsAround(after)) shown.add(list)
  }
  return splices
}

interface Seam {
  readonly before: StorageNode | null
  readonly after: StorageNode | null
  readonly leaving: ReadonlySet<StorageNode>
  /** Lists whose own opening tag, the one with the id, stands already. */
  readonly shown: ReadonlySet<StorageNode>
}

/** What stands between two tasks afterwards; undefined where that does not change. */
function seamText(page: StorageDocument, { before, after, leaving, shown }: Seam): string | undefined {
  const isLeft = before !== null && leaving.has(before)
  const isLeaving = after !== null && leaving.has(after)
  if (!isLeft && !isLeaving) return undefined
  if (before === null || after === null) return ''
  const blank = blankOf(page.source.slice(before.end, after.start))
  if (isLeft && isLeaving) return blank
  if (isLeaving) return closeLists(listsAround(before).length) + blank
  const openings = listsAround(after).map((list) =>
    shown.has(list) ? openingWithoutId(page, list) : page.source.slice(list.start, list.innerStart),
  )
  return blank + openings.join('')
}
