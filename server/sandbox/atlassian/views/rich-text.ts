import { isObject } from '../http/read-input.ts'
import type { Dialect, RichText } from '../state/model.ts'

/** In the form of the dialect, whichever it was written in. */
export function richTextFor(dialect: Dialect, text: RichText | null): unknown {
  if (text === null) return null
  if (dialect === 'cloud') return typeof text === 'string' ? asDocument(text) : text
  return typeof text === 'string' ? text : plainText(text)
}

export function asDocument(text: string): object {
  const paragraphs = text.split('\n').map((line) => ({
    type: 'paragraph',
    content: line === '' ? [] : [{ type: 'text', text: line }],
  }))
  return { type: 'doc', version: 1, content: paragraphs }
}

const BLOCKS = ['paragraph', 'heading', 'listItem', 'tableRow', 'rule']

export function plainText(node: unknown): string {
  if (!isObject(node)) return ''
  if (typeof node['text'] === 'string') return node['text']
  if (node['type'] === 'hardBreak') return '\n'
  const children = Array.isArray(node['content']) ? node['content'] : []
  const inner = children.map(plainText).join('')
  return BLOCKS.includes(String(node['type'])) ? `${inner}\n` : inner
}

/** What is wrong with a document; undefined when nothing is. */
export function documentFault(value: unknown): string | undefined {
  if (!isObject(value) || value['type'] !== 'doc' || value['version'] !== 1)
    return 'Operation value must be an Atlassian Document (see the Atlassian Document Format)'
  return nodeFault(value)
}

const NODES: readonly string[] = [
  'doc',
  'paragraph',
  'text',
  'heading',
  'rule',
  'hardBreak',
  'bulletList',
  'orderedList',
  'listItem',
  'blockquote',
  'codeBlock',
  'panel',
  'table',
  'tableRow',
  'tableHeader',
  'tableCell',
  'inlineCard',
  'blockCard',
  'mention',
  'date',
  'emoji',
  'status',
  'taskList',
  'taskItem',
  'expand',
]

function nodeFault(node: unknown): string | undefined {
  if (!isObject(node) || !NODES.includes(String(node['type']))) return 'INVALID_INPUT'
  if (node['type'] === 'text' && (typeof node['text'] !== 'string' || node['text'] === ''))
    return 'INVALID_INPUT'
  const content = node['content'] ?? []
  if (!Array.isArray(content)) return 'INVALID_INPUT'
  return content.map(nodeFault).find((fault) => fault !== undefined)
}
