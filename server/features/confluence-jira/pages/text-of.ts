import { decodeHTMLStrict } from 'entities'
import { CDATA, COMMENT, type StorageDocument, type StorageNode } from './read-storage.ts'

export interface TextOptions {
  /** What is left out with all that it holds. */
  readonly skips?: (node: StorageNode) => boolean
  /** Stands in place of what a node holds; undefined where it says what it holds. */
  readonly says?: (node: StorageNode) => string | undefined
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
  return textBetween(page, { from: node, start: node.innerStart, end: node.innerEnd }, options)
}

/** The same of a part of the node. */
export function textBetween(
  page: StorageDocument,
  part: { readonly from: StorageNode; readonly start: number; readonly end: number },
  options: TextOptions = {},
): string {
  const said: string[] = []
  const open: StorageNode[] = []
  let cursor = part.start
  for (let at = part.from.index + 1; at < part.from.next;) {
    const node = page.nodes[at]
    if (node === undefined || node.start >= part.end) break
    if (node.end <= part.start) {
      at = node.next
      continue
    }
    cursor = closeUpTo({ page, said, open }, cursor, node.start)
    said.push(decoded(page, cursor, node.start), border(node))
    const instead = insteadOf(page, node, options)
    if (instead !== undefined) said.push(instead, border(node))
    else open.push(node)
    cursor = Math.max(cursor, instead === undefined ? node.innerStart : node.end)
    at = instead === undefined ? at + 1 : node.next
  }
  cursor = closeUpTo({ page, said, open }, cursor, part.end)
  said.push(decoded(page, cursor, part.end))
  return said.join('').replace(/\s+/g, ' ').trim()
}

/** Undefined for a node whose own text is read. */
function insteadOf(page: StorageDocument, node: StorageNode, options: TextOptions): string | undefined {
  if (HIDDEN.has(node.name) || options.skips?.(node) === true) return ''
  if (node.name === CDATA) return page.source.slice(node.innerStart, node.innerEnd)
  return options.says?.(node)
}

interface Walk {
  readonly page: StorageDocument
  readonly said: string[]
  readonly open: StorageNode[]
}

/** Says what is left of the nodes that end before `until`, and where reading goes on. */
function closeUpTo({ page, said, open }: Walk, from: number, until: number): number {
  let cursor = from
  for (let last = open.at(-1); last !== undefined && last.end <= until; last = open.at(-1)) {
    said.push(decoded(page, cursor, last.innerEnd), border(last))
    cursor = last.end
    open.pop()
  }
  return cursor
}

function border({ name }: StorageNode): string {
  return INLINE.has(name) || name.startsWith('#') || name.startsWith('ac:link') ? '' : ' '
}

function decoded(page: StorageDocument, start: number, end: number): string {
  const text = page.source.slice(start, end)
  return text.includes('&') ? decodeHTMLStrict(text) : text
}
