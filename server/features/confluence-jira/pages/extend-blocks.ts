import { readListTree } from './list-tree.ts'
import type { Differing, PlacedBlock } from './place-block.ts'
import type { StorageDocument, StorageNode } from './read-storage.ts'
import { isBlank, nextSibling } from './storage-nodes.ts'
import type { TaskNode } from './task-nodes.ts'

/** A block with all that followed its first paragraph in the task. */
export interface Block extends PlacedBlock {
  readonly end: number
  /** Paragraphs that words of the task were put into. */
  readonly wrapped: readonly StorageNode[]
}

export interface PagesOfBlocks {
  readonly now: StorageDocument
  /** For a task node of the page now, the task that it was before the run. */
  readonly knownTasks: ReadonlyMap<StorageNode, TaskNode>
  readonly placed: readonly PlacedBlock[]
  /** The outermost lists of tasks before the run. */
  readonly listsBefore: ReadonlySet<StorageNode>
}

/** Blocks and lists that the task held come back into it where they still follow; what people put elsewhere stays there. */
export function extendBlocks(pages: PagesOfBlocks): ReadonlyMap<PlacedBlock, Block | Differing> {
  const byFirst = new Map(pages.placed.map((block) => [block.first, block]))
  const extended = new Map<PlacedBlock, Block | Differing>()
  // Nested tasks stand behind their task, so they come first.
  const inside = pages.placed.toSorted((a, b) => b.task.node.start - a.task.node.start)
  for (const block of inside) extended.set(block, extend({ ...pages, byFirst, extended }, block))
  return extended
}

interface Extending extends PagesOfBlocks {
  readonly byFirst: ReadonlyMap<StorageNode, PlacedBlock>
  readonly extended: ReadonlyMap<PlacedBlock, Block | Differing>
}

function extend(pages: Extending, block: PlacedBlock): Block | Differing {
  const expected = expectedOf(pages, block)
  const met: StorageNode[] = []
  let end = block.leadEnd
  let node = firstBehind(pages, block)
  while (node !== undefined && isBlank(pages.now, end, node.start)) {
    const nested = nestedEnd(pages, block, node)
    if (nested === undefined && !isExpected(pages, node, expected[met.length])) break
    if (nested === undefined) met.push(node)
    end = nested ?? node.end
    node = behind(pages, node, end)
  }
  if (met.length < expected.length)
    return { differs: 'What followed the first paragraph of the task has changed.' }
  return { ...block, end, wrapped: met.filter((_, at) => expected[at]?.isWrapped) }
}

function isExpected({ byFirst }: Extending, node: StorageNode, expected: Expected | undefined): boolean {
  return expected?.name === node.name && !byFirst.has(node)
}

interface Expected {
  readonly name: string
  readonly isWrapped: boolean
}

/** What must follow; lists of nested tasks may have gone elsewhere. */
function expectedOf({ listsBefore }: Extending, { content }: PlacedBlock): readonly Expected[] {
  return content.rest
    .filter(({ block }) => block === null || !listsBefore.has(block))
    .map(({ block }) => ({ name: block?.name ?? 'p', isWrapped: block === null }))
}

/** Where a list of nested tasks, or what was made of one, ends; undefined for anything else. */
function nestedEnd(pages: Extending, block: PlacedBlock, node: StorageNode): number | undefined {
  const made = pages.byFirst.get(node)
  if (made !== undefined && isWithin(made.task.node, block.task.node)) {
    const inner = pages.extended.get(made)
    return inner !== undefined && 'end' in inner ? inner.end : made.leadEnd
  }
  if (node.name !== 'ac:task-list') return undefined
  const known = readListTree(pages.now, node).items.flatMap((item) => pages.knownTasks.get(item) ?? [])
  const isOurs = known.length > 0 && known.every((task) => isWithin(task.node, block.task.node))
  return isOurs ? node.end : undefined
}

function isWithin(inner: StorageNode, outer: StorageNode): boolean {
  return outer.index < inner.index && inner.index < outer.next
}

function firstBehind({ now }: Extending, block: PlacedBlock): StorageNode | undefined {
  let node = nextSibling(now, block.paragraph ?? block.issue)
  while (node !== undefined && node.start < block.leadEnd) node = nextSibling(now, node)
  return node
}

function behind({ now }: Extending, node: StorageNode, end: number): StorageNode | undefined {
  let next = nextSibling(now, node)
  while (next !== undefined && next.start < end) next = nextSibling(now, next)
  return next
}
