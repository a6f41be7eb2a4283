import type { StorageDocument, StorageNode, Span } from './read-storage.ts'
import { attributeOf, childrenOf, isBlank, isBlock } from './storage-nodes.ts'
import type { TaskNode } from './task-nodes.ts'

/** Text below the first paragraph of a task: a block, or text that stands beside blocks. */
export interface RestItem extends Span {
  readonly block: StorageNode | null
}

/**
 * A task's own words, cut where markup of the task ends. What lies between the task's start and the lead, behind the lead and
 * behind the last item is the task's markup; all else are people's words and stays untouched.
 */
export interface TaskContent {
  /** What the issue is put before. Empty when the body begins with a block that is no paragraph. */
  readonly lead: Span
  /** The paragraph that the lead stands in already. */
  readonly ownParagraph: StorageNode | null
  /** Markup behind the lead when items follow it. */
  readonly afterLead: Span
  readonly rest: readonly RestItem[]
  /** From here to the task's end there is only its markup. */
  readonly tailStart: number
  /** What the items lie in: the body, or the span that an editor puts into it. */
  readonly holder: StorageNode
}

/** Undefined when the body holds nothing. */
export function readTaskContent(page: StorageDocument, { body }: TaskNode): TaskContent | undefined {
  const span = placeholderOf(page, body)
  if (span !== undefined && isBlank(page, span.end, body.innerEnd))
    return cut(page, { holder: span, items: itemsOf(page, span) })
  const items = itemsOf(page, body)
  const [first] = items
  const isSpanOnly =
    first !== undefined && first.block === null && span !== undefined && first.start === span.start
  if (isSpanOnly && first.end === span.end && !isEmpty(page, span)) {
    const lead = trimmed(page, { start: span.innerStart, end: span.innerEnd })
    const inSpan = [{ ...lead, block: null }, ...items.slice(1)]
    return cut(page, { holder: body, items: inSpan, leadMarkupEnd: span.end })
  }
  return cut(page, { holder: body, items })
}

interface Uncut {
  readonly holder: StorageNode
  readonly items: readonly RestItem[]
  /** Where the markup around the lead ends, if there is any. */
  readonly leadMarkupEnd?: number
}

function cut(page: StorageDocument, { holder, items, leadMarkupEnd }: Uncut): TaskContent | undefined {
  const [first, ...others] = items
  if (first === undefined) return undefined
  if (first.block === null) {
    const behind = { start: first.end, end: leadMarkupEnd ?? skipBlank(page, first.end) }
    return { ...withRest(others, behind), lead: first, ownParagraph: null, holder }
  }
  const { block } = first
  const isParagraph = block.name === 'p' && block.innerEnd > block.innerStart
  if (!isParagraph)
    return { ...withRest(items, startOf(block)), lead: startOf(block), ownParagraph: null, holder }
  const lead = { start: block.innerStart, end: block.innerEnd }
  return { ...withRest(others, { start: block.end, end: block.end }), lead, ownParagraph: block, holder }
}

function withRest(
  rest: readonly RestItem[],
  afterLead: Span,
): Pick<TaskContent, 'rest' | 'afterLead' | 'tailStart'> {
  const last = rest.at(-1)
  if (last !== undefined) return { rest, afterLead, tailStart: last.end }
  return { rest, afterLead: { start: afterLead.start, end: afterLead.start }, tailStart: afterLead.start }
}

function startOf({ start }: Span): Span {
  return { start, end: start }
}

/** Blocks, and trimmed what stands between them unless it is white space. */
function itemsOf(page: StorageDocument, holder: StorageNode): RestItem[] {
  const items: RestItem[] = []
  let cursor = holder.innerStart
  const run = (end: number) => {
    if (!isBlank(page, cursor, end)) items.push({ ...trimmed(page, { start: cursor, end }), block: null })
  }
  for (const child of childrenOf(page, holder)) {
    if (!isBlock(page, child)) continue
    run(child.start)
    items.push({ start: child.start, end: child.end, block: child })
    cursor = child.end
  }
  run(holder.innerEnd)
  return items
}

/** The span that editors put around a task's words; no one sees it. */
function placeholderOf(page: StorageDocument, body: StorageNode): StorageNode | undefined {
  const [first] = childrenOf(page, body)
  if (first?.name !== 'span' || !isBlank(page, body.innerStart, first.start)) return undefined
  return attributeOf(page, first, 'class') === 'placeholder-inline-tasks' ? first : undefined
}

function isEmpty(page: StorageDocument, node: StorageNode): boolean {
  return isBlank(page, node.innerStart, node.innerEnd)
}

function trimmed(page: StorageDocument, { start, end }: Span): Span {
  const text = page.source.slice(start, end)
  const from = start + text.length - text.trimStart().length
  return { start: from, end: from + text.trim().length }
}

function skipBlank(page: StorageDocument, from: number): number {
  let at = from
  while (at < page.source.length && page.source.charAt(at).trim() === '') at += 1
  return at
}
