import type { Block } from './extend-blocks.ts'
import { closeLists, listsAround, openingWithoutId, readListTree, type ListTree } from './list-tree.ts'
import type { StorageDocument, StorageNode } from './read-storage.ts'
import type { Splice } from './splice.ts'
import { nodesNamed } from './storage-nodes.ts'
import type { TaskNode } from './task-nodes.ts'

export interface PagesOfLists {
  readonly before: StorageDocument
  readonly now: StorageDocument
  readonly knownTasks: ReadonlyMap<StorageNode, TaskNode>
}

/** What is between tasks that follow each other again, and the tags of lists that begin or end with one. */
export interface Joints {
  readonly seams: readonly Splice[]
  readonly openings: ReadonlyMap<Block, string>
  readonly closings: ReadonlyMap<Block, string>
}

/** A task on one side of a seam: its node before the run, if it was there, and how many lists are around it. */
interface Side {
  readonly node: StorageNode | null
  readonly depth: number
  /** Where it ends, or begins, on the page now. */
  readonly at: number
}

/** Tasks go back into the list beside them when it is a part of theirs; else they get a list of their own. */
export function joinLists(pages: PagesOfLists, blocks: readonly Block[]): Joints {
  const sides = sidesOf(pages, blocks)
  const seams: Splice[] = []
  const openings = new Map<Block, string>()
  const closings = new Map<Block, string>()
  for (const block of blocks) {
    const side = { node: block.task.node, depth: listsAround(block.task.node).length }
    const { before, after, isBlockAfter } = sides.around(block)
    if (before === undefined) openings.set(block, openingOf(pages.before, block))
    else seams.push(seamBetween(pages, before, { ...side, at: block.start }))
    if (after === undefined) closings.set(block, closingOf(pages.before, block))
    else if (!isBlockAfter) seams.push(seamBetween(pages, { ...side, at: block.end }, after))
  }
  return { seams, openings, closings }
}

function seamBetween(pages: PagesOfLists, left: Side, right: Side): Splice {
  return { start: left.at, end: right.at, text: originalSeam(pages, left, right) ?? newSeam(left, right) }
}

/** Undefined unless the two stood next to each other before. */
function originalSeam({ before }: PagesOfLists, left: Side, right: Side): string | undefined {
  if (left.node === null || right.node === null) return undefined
  const areAsBefore = [left, right].every(({ node, depth }) => node && listsAround(node).length === depth)
  const areNext = left.node.next <= right.node.index && areLists(before, left.node.next, right.node.index)
  return areAsBefore && areNext ? before.source.slice(left.node.end, right.node.start) : undefined
}

function areLists(page: StorageDocument, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (page.nameAt(at) !== 'ac:task-list') return false
  return true
}

function newSeam(left: Side, right: Side): string {
  const shared = Math.min(left.depth, right.depth)
  return closeLists(left.depth - shared) + '<ac:task-list>'.repeat(right.depth - shared)
}

function openingOf(before: StorageDocument, { task }: Block): string {
  const tree = readListTree(before, task.rootList)
  if (tree.items[0] === task.node) return before.source.slice(tree.root.start, task.node.start)
  return listsAround(task.node)
    .map((list) => openingWithoutId(before, list))
    .join('')
}

function closingOf(before: StorageDocument, { task }: Block): string {
  const tree = readListTree(before, task.rootList)
  if (tree.items.at(-1) === task.node) return before.source.slice(task.node.end, tree.root.end)
  return closeLists(listsAround(task.node).length)
}

interface Neighbours {
  readonly before: Side | undefined
  readonly after: Side | undefined
  readonly isBlockAfter: boolean
}

/** What of the same list before the run stands beside a block now, with nothing between. */
function sidesOf(pages: PagesOfLists, blocks: readonly Block[]): { around(block: Block): Neighbours } {
  const { now } = pages
  const starting = new Map<string, Block>()
  const ending = new Map<string, Block>()
  for (const block of blocks) {
    starting.set(placeOf(block, block.start), block)
    ending.set(placeOf(block, block.end), block)
  }
  const parts = partsOf(pages)
  return {
    around: (block) => {
      const endAt = block.start - blankBefore(now.source, block.start)
      const startAt = block.end + blankBehind(now.source, block.end)
      const blockBefore = ending.get(placeOf(block, endAt))
      const blockAfter = starting.get(placeOf(block, startAt))
      return {
        before: blockBefore
          ? sideOfBlock(blockBefore, blockBefore.end)
          : lastOf(pages, parts.byEnd.get(endAt), block),
        after: blockAfter
          ? sideOfBlock(blockAfter, blockAfter.start)
          : firstOf(pages, parts.byStart.get(startAt), block),
        isBlockAfter: blockAfter !== undefined,
      }
    },
  }
}

function placeOf({ task, parent }: Block, at: number): string {
  return `${task.rootList.index} ${parent?.index ?? -1} ${at}`
}

function sideOfBlock({ task }: Block, at: number): Side {
  return { node: task.node, depth: listsAround(task.node).length, at }
}

interface Parts {
  readonly byStart: ReadonlyMap<number, ListTree>
  readonly byEnd: ReadonlyMap<number, ListTree>
}

/** The outermost lists of the page now. */
function partsOf({ now }: PagesOfLists): Parts {
  const trees = nodesNamed(now, 'ac:task-list')
    .filter(({ parent }) => parent?.name !== 'ac:task-list')
    .map((node) => readListTree(now, node))
    .filter(({ isPlain, items }) => isPlain && items.length > 0)
  return {
    byStart: new Map(trees.map((tree) => [tree.root.start, tree])),
    byEnd: new Map(trees.map((tree) => [tree.root.end, tree])),
  }
}

function lastOf(pages: PagesOfLists, tree: ListTree | undefined, block: Block): Side | undefined {
  const item = tree?.items.at(-1)
  if (tree === undefined || item === undefined || !isPartOf(pages, tree, block)) return undefined
  return { ...sideOfItem(pages, item), at: item.end }
}

function firstOf(pages: PagesOfLists, tree: ListTree | undefined, block: Block): Side | undefined {
  const item = tree?.items[0]
  if (tree === undefined || item === undefined || !isPartOf(pages, tree, block)) return undefined
  return { ...sideOfItem(pages, item), at: item.start }
}

function isPartOf({ knownTasks }: PagesOfLists, { root, items }: ListTree, block: Block): boolean {
  if (root.parent !== block.parent) return false
  return items.some((item) => knownTasks.get(item)?.rootList === block.task.rootList)
}

function sideOfItem({ knownTasks }: PagesOfLists, item: StorageNode): Omit<Side, 'at'> {
  return { node: knownTasks.get(item)?.node ?? null, depth: listsAround(item).length }
}

function blankBefore(source: string, at: number): number {
  let count = 0
  while (count < at && source.charAt(at - count - 1).trim() === '') count += 1
  return count
}

function blankBehind(source: string, at: number): number {
  let count = 0
  while (at + count < source.length && source.charAt(at + count).trim() === '') count += 1
  return count
}
