import type { StorageDocument, StorageNode } from './read-storage.ts'
import { attributeOf, childrenOf } from './storage-nodes.ts'

/** What a reader sees where storage holds only a reference: a date, or the title that a link without words shows. */
export function saidInstead(page: StorageDocument, node: StorageNode): string | undefined {
  if (node.name === 'time') return attributeOf(page, node, 'datetime')
  if (node.name !== 'ac:link') return undefined
  const children = childrenOf(page, node)
  const [only] = children
  if (only === undefined || children.length > 1) return undefined
  return attributeOf(page, only, 'ri:content-title') ?? attributeOf(page, only, 'ri:filename')
}
