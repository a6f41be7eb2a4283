import { Type } from 'typebox'
import { hasShape } from '../../shared/has-shape.ts'
import { writeWithin } from './description.ts'
import type { DescriptionBlock } from './jira-client.ts'

type TextNode = {
  readonly type: 'text'
  readonly text: string
  readonly marks?: readonly [{ readonly type: 'link'; readonly attrs: { readonly href: string } }]
}
type BlockNode =
  | { readonly type: 'paragraph'; readonly content: readonly TextNode[] }
  | { readonly type: 'rule' }

/** Cloud's form of a description, the Atlassian Document Format. */
export interface AdfDocument {
  readonly type: 'doc'
  readonly version: 1
  readonly content: readonly BlockNode[]
}

/** Each line is a paragraph; empty lines are none, and no text is empty: Jira refuses those. Cut to the length of its JSON. */
export function adfOf(blocks: readonly DescriptionBlock[], most: number): AdfDocument {
  return writeWithin(blocks, { write, lengthOf: (document) => JSON.stringify(document).length, most })
}

function write(blocks: readonly DescriptionBlock[]): AdfDocument {
  const content: BlockNode[] = []
  let line: TextNode[] = []
  const endLine = (): void => {
    if (line.some(({ text }) => text.trim() !== '')) content.push({ type: 'paragraph', content: line })
    line = []
  }
  for (const block of blocks) {
    if (block.is === 'rule') {
      endLine()
      content.push({ type: 'rule' })
    } else if (block.is === 'link') {
      const link = { type: 'link', attrs: { href: block.url } } as const
      line.push({ type: 'text', text: block.text, marks: [link] })
    } else
      for (const [index, text] of block.text.split('\n').entries()) {
        if (index > 0) endLine()
        if (text !== '') line.push({ type: 'text', text })
      }
  }
  endLine()
  return { type: 'doc', version: 1, content }
}

const Node = Type.Object({
  type: Type.String(),
  text: Type.Optional(Type.String()),
  attrs: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  content: Type.Optional(Type.Array(Type.Unknown())),
})

// Deeper than any editor builds it.
const DEEPEST = 100
/** Everything else stands within a line. */
const BLOCKS = new Set([
  'blockquote',
  'codeBlock',
  'decisionItem',
  'expand',
  'heading',
  'listItem',
  'mediaSingle',
  'nestedExpand',
  'panel',
  'paragraph',
  'rule',
  'table',
  'tableRow',
  'taskItem',
])
const CELLS = new Set(['tableCell', 'tableHeader'])
/** Where what has no text says what it shows. */
const SHOWN = ['text', 'shortName', 'url', 'title', 'timestamp']

/** What people read in a document: a line for each of its blocks, without links' addresses. */
export function wordsOfAdf(document: unknown): string {
  return wordsOf(document, 0)
    .replaceAll(/\n{3,}/g, '\n\n')
    .replaceAll(/^\n+|\n+$/g, '')
}

function wordsOf(source: unknown, depth: number): string {
  if (depth > DEEPEST || !hasShape(Node, source)) return ''
  const { type, text, attrs = {}, content = [] } = source
  if (text !== undefined) return text
  if (type === 'hardBreak') return '\n'
  const inner = content.length === 0 ? shownIn(type, attrs) : join(content, depth)
  if (CELLS.has(type)) return `${inner.trim().replaceAll('\n', ' ')}\t`
  return BLOCKS.has(type) ? `${inner.replace(/[\n\t]+$/, '')}\n` : inner
}

const join = (content: readonly unknown[], depth: number): string =>
  content.map((node) => wordsOf(node, depth + 1)).join('')

function shownIn(type: string, attrs: Readonly<Record<string, unknown>>): string {
  const name = SHOWN.find((one) => typeof attrs[one] === 'string' || typeof attrs[one] === 'number')
  const shown = name === undefined ? '' : String(attrs[name])
  return type === 'date' && /^\d{1,15}$/.test(shown) ? dayOf(Number(shown)) : shown
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
