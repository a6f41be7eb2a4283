import { CDATA, COMMENT, type Span, type StorageDocument, type StorageNode } from './read-storage.ts'
import { saidInstead } from './said-instead.ts'
import { decodeEntities } from './storage-nodes.ts'

export interface TextOptions {
  /** The name of what is left out with all that it holds. */
  readonly skips?: string
  /** Dates and links say what a reader sees in their place. */
  readonly saysReferences?: boolean
  /** The date that says nothing then, by its index. */
  readonly silent?: number
}

// Their ends are the ends of words. All others may stand within one.
const INLINE = new Set(
  'strong em b i a u s sub sup code span a small big del ins ac:inline-comment-marker'.split(' '),
)
// What no reader sees as text.
const HIDDEN = new Set([
  COMMENT,
  'ac:parameter',
  'ac:plain-text-body',
  'ac:task-id',
  'ac:task-uuid',
  'ac:task-status',
])
/** What a reader sees in the node: entities decoded, white space collapsed. Never what stands in code. */
export function textOf(page: StorageDocument, node: StorageNode, options: TextOptions = {}): string {
  return textOfParts(page, { from: node, parts: [{ start: node.innerStart, end: node.innerEnd }] }, options)
}

/** The same of parts of the node, which stand in order, with a space between the texts of two. */
export function textOfParts(
  page: StorageDocument,
  { from, parts }: { readonly from: StorageNode; readonly parts: readonly Span[] },
  options: TextOptions = {},
): string {
  const walk: Walk = { page, from, options, next: from.index + 1, open: from.index, cursor: 0, said: '' }
  let text = ''
  for (const part of parts) {
    const said = textOfPart(walk, part).replace(/\s+/g, ' ').trim()
    if (said !== '') text += text === '' ? said : ` ${said}`
  }
  return text
}

interface Walk {
  readonly page: StorageDocument
  readonly from: StorageNode
  readonly options: TextOptions
  /** The node that is read next. */
  next: number
  /** The innermost node whose closing tag is still to come. */
  open: number
  cursor: number
  said: string
}

function textOfPart(walk: Walk, { start, end }: Span): string {
  const { page, from } = walk
  closeUpTo(walk, start)
  walk.cursor = Math.max(walk.cursor, start)
  walk.said = ''
  while (walk.next < from.next && page.startAt(walk.next) < end) {
    if (page.endAt(walk.next) <= start) walk.next = page.nextAt(walk.next)
    else readNode(walk, walk.next)
  }
  closeUpTo(walk, end)
  return walk.said + decoded(walk, end)
}

function readNode(walk: Walk, index: number): void {
  const { page } = walk
  closeUpTo(walk, page.startAt(index))
  say(walk, page.startAt(index), index)
  const instead = insteadOf(page, index, walk.options)
  if (instead === undefined) walk.open = index
  else walk.said += instead + border(page.nameAt(index))
  walk.cursor = Math.max(walk.cursor, instead === undefined ? page.innerStartAt(index) : page.endAt(index))
  walk.next = instead === undefined ? index + 1 : page.nextAt(index)
}

/** Undefined for a node whose own text is read. */
function insteadOf(page: StorageDocument, index: number, options: TextOptions): string | undefined {
  const name = page.nameAt(index)
  if (HIDDEN.has(name) || options.skips === name) return ''
  if (name === CDATA) return page.innerAt(index)
  if (options.saysReferences !== true) return undefined
  return index === options.silent ? '' : saidInstead(page, index)
}

/** Says what is left of the nodes that end before `until`. */
function closeUpTo(walk: Walk, until: number): void {
  const { page } = walk
  while (walk.open !== walk.from.index && page.endAt(walk.open) <= until) {
    say(walk, page.innerEndAt(walk.open), walk.open)
    walk.cursor = page.endAt(walk.open)
    walk.open = page.parentAt(walk.open)
  }
}

/** The text up to a tag of the node, and what the tag itself is worth. */
function say(walk: Walk, until: number, node: number): void {
  walk.said += decoded(walk, until) + border(walk.page.nameAt(node))
}

function border(name: string): string {
  return INLINE.has(name) || name.startsWith('#') || name.startsWith('ac:link') ? '' : ' '
}

function decoded({ page, cursor }: Walk, until: number): string {
  return cursor < until ? decodeEntities(page.source.slice(cursor, until)) : ''
}
