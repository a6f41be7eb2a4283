import { decodeHTMLStrict } from 'entities'
import { CDATA, COMMENT, type StorageDocument, type StorageNode } from './read-storage.ts'
import { attributeIn } from './scan-tag.ts'

/** Entities decoded; undefined when the opening tag has no such attribute. */
export function attributeOf(page: StorageDocument, node: StorageNode, name: string): string | undefined {
  return attributeAt(page, node.index, name)
}

/** The same of the node with that index. */
export function attributeAt(page: StorageDocument, index: number, name: string): string | undefined {
  const element = page.nameAt(index)
  if (element === CDATA || element === COMMENT) return undefined
  const value = attributeIn(page.source, page.startAt(index) + 1 + element.length, name)
  return value === undefined ? undefined : decodeEntities(value)
}

/** Each entity that HTML knows, if it ends with a semicolon. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? decodeHTMLStrict(text) : text
}

export function nodesNamed(page: StorageDocument, ...names: readonly string[]): readonly StorageNode[] {
  const nodes: StorageNode[] = []
  for (const at of page.named(...names)) {
    const node = page.nodeAt(at)
    if (node !== undefined) nodes.push(node)
  }
  return nodes
}

export function childrenOf(page: StorageDocument, node: StorageNode): StorageNode[] {
  const children: StorageNode[] = []
  for (let at = node.index + 1; at < node.next;) {
    const child = page.nodeAt(at)
    if (child === undefined) break
    children.push(child)
    at = child.next
  }
  return children
}

export function previousSibling(page: StorageDocument, node: StorageNode): StorageNode | undefined {
  let before = page.nodeAt(node.index - 1)
  if (before === undefined || before === node.parent) return undefined
  while (before.parent !== node.parent && before.parent !== null) before = before.parent
  return before
}

export function nextSibling(page: StorageDocument, node: StorageNode): StorageNode | undefined {
  const next = page.nodeAt(node.next)
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
    const name = page.nameAt(at)
    if (BLOCKS.has(name) || BODIES.has(name)) return true
  }
  return false
}
