import type { StorageDocument } from './read-storage.ts'
import { attributeAt } from './storage-nodes.ts'

/** What a reader sees where storage holds only a reference: a date, or the title that a link without words shows. */
export function saidInstead(page: StorageDocument, index: number): string | undefined {
  const name = page.nameAt(index)
  if (name === 'time') return attributeAt(page, index, 'datetime')
  if (name !== 'ac:link') return undefined
  const only = index + 1
  const hasOne = only < page.nextAt(index) && page.nextAt(only) === page.nextAt(index)
  if (!hasOne) return undefined
  return attributeAt(page, only, 'ri:content-title') ?? attributeAt(page, only, 'ri:filename')
}
