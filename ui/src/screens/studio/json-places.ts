import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'

type Keys = readonly (string | number)[]

const VALUES = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null', '⚠'])

/** The keys that lead from the top of the document to this node. */
export function keysOf(state: EditorState, node: SyntaxNode): Keys {
  const { parent } = node
  if (parent === null) return []
  const before = keysOf(state, parent)
  if (parent.name === 'Property' && node.name !== 'PropertyName') return [...before, nameOf(state, parent)]
  if (parent.name === 'Array' && VALUES.has(node.name))
    return [...before, itemsOf(parent).findIndex((item) => item.from === node.from)]
  return before
}

/** Where the value stands that the keys lead to; the nearest that is there when it is missing. */
export function rangeAt(state: EditorState, keys: Keys): { readonly from: number; readonly to: number } {
  let node = childrenOf(syntaxTree(state).topNode).find(({ name }) => VALUES.has(name))
  for (const key of keys) {
    const next: SyntaxNode | undefined = node && child(state, node, key)
    if (!next) break
    node = next
  }
  if (!node) return { from: 0, to: 0 }
  // A whole object would be underlined from end to end: its first character says it.
  const isLong = node.name === 'Object' || node.name === 'Array'
  return { from: node.from, to: isLong ? node.from + 1 : node.to }
}

function child(state: EditorState, node: SyntaxNode, key: string | number): SyntaxNode | undefined {
  if (node.name === 'Array') return itemsOf(node)[Number(key)]
  if (node.name !== 'Object') return undefined
  const property = childrenOf(node).find(
    (each) => each.name === 'Property' && nameOf(state, each) === String(key),
  )
  return property && childrenOf(property).find(({ name }) => VALUES.has(name))
}

function nameOf(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild('PropertyName')
  if (name === null) return ''
  const text = state.sliceDoc(name.from, name.to)
  try {
    return String(JSON.parse(text))
  } catch {
    return text.replaceAll('"', '')
  }
}

/** Names of the properties that stand in the object already. */
export function namesIn(state: EditorState, object: SyntaxNode): ReadonlySet<string> {
  return new Set(
    childrenOf(object).flatMap((each) => (each.name === 'Property' ? [nameOf(state, each)] : [])),
  )
}

function itemsOf(array: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(array).filter(({ name }) => VALUES.has(name))
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let next = node.firstChild; next; next = next.nextSibling) children.push(next)
  return children
}
