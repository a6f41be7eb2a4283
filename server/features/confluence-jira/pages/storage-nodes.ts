import { decodeHTMLStrict } from 'entities'
import type { StorageDocument, StorageNode } from './read-storage.ts'

/** Entities decoded; undefined when the opening tag has no such attribute. */
export function attributeOf(page: StorageDocument, node: StorageNode, name: string): string | undefined {
  const tag = page.source.slice(node.start + 1 + node.name.length, node.innerStart)
  for (const [, key, double, single] of tag.matchAll(/([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (key === name) return decodeHTMLStrict(double ?? single ?? '')
  return undefined
}

export function childrenOf(page: StorageDocument, node: StorageNode): StorageNode[] {
  const children: StorageNode[] = []
  for (let at = node.index + 1; at < node.next;) {
    const child = page.nodes[at]
    if (child === undefined) break
    children.push(child)
    at = child.next
  }
  return children
}

export function childOf(page: StorageDocument, node: StorageNode, name: string): StorageNode | undefined {
  return childrenOf(page, node).find((child) => child.name === name)
}

export function previousSibling(page: StorageDocument, node: StorageNode): StorageNode | undefined {
  let before = page.nodes[node.index - 1]
  if (before === undefined || before === node.parent) return undefined
  while (before.parent !== node.parent && before.parent !== null) before = before.parent
  return before
}

export function nextSibling(page: StorageDocument, node: StorageNode): StorageNode | undefined {
  const next = page.nodes[node.next]
  return next?.parent === node.parent ? next : undefined
}

/** From the nearest outwards. */
export function findAncestor(
  node: StorageNode,
  matches: (ancestor: StorageNode) => boolean,
): StorageNode | undefined {
  for (let ancestor = node.parent; ancestor !== null; ancestor = ancestor.parent)
    if (matches(ancestor)) return ancestor
  return undefined
}

/** The node's own text, from one tag to the other, as it stands in the source. */
export function innerOf(page: StorageDocument, node: StorageNode): string {
  return page.source.slice(node.innerStart, node.innerEnd)
}

export function isBlank(page: StorageDocument, start: number, end: number): boolean {
  return page.source.slice(start, end).trim() === ''
}

const BLOCKS = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li dl table div blockquote pre hr ac:task-list ac:layout ac:adf-extension'.split(
    ' ',
  ),
)
const BODIES = new Set(['ac:rich-text-body', 'ac:plain-text-body'])

/** What cannot stand in a paragraph, or holds such a thing. Macros with a body are among them. */
export function isBlock(page: StorageDocument, node: StorageNode): boolean {
  if (BLOCKS.has(node.name)) return true
  for (let at = node.index + 1; at < node.next; at += 1) {
    const name = page.nodes[at]?.name ?? ''
    if (BLOCKS.has(name) || BODIES.has(name)) return true
  }
  return false
}
