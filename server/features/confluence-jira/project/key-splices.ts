import type { IssueReference } from '../pages/find-issue-macros.ts'
import { COMMENT, type StorageDocument, type StorageNode } from '../pages/read-storage.ts'
import type { Splice } from '../pages/splice.ts'
import { attributeOf, childrenOf } from '../pages/storage-nodes.ts'
import { textOf } from '../pages/text-of.ts'

/** What makes a reference name another issue; empty where its key is not written out. In order. */
export function keySplices(page: StorageDocument, reference: IssueReference, key: string): readonly Splice[] {
  return reference.kind === 'macro' ? inMacro(page, reference, key) : inLink(page, reference, key)
}

function inMacro(page: StorageDocument, { node, key: old }: IssueReference, key: string): readonly Splice[] {
  const parameters = childrenOf(page, node).filter(
    (child) => child.name === 'ac:parameter' && attributeOf(page, child, 'ac:name') === 'key',
  )
  const found = parameters.map((parameter) => {
    const places = inText(page, parameter, old)
    return textOf(page, parameter).toUpperCase() === old && places.length === 1 ? places : []
  })
  // The macro names what its last one says; one that says something else is not understood.
  return found.some((places) => places.length === 0) ? [] : found.flat().map((at) => ({ ...at, text: key }))
}

function inLink(page: StorageDocument, { node, key: old }: IssueReference, key: string): readonly Splice[] {
  const tag = page.source.slice(node.start, node.innerStart)
  const href = /\shref\s*=\s*(?:"[^"]*"|'[^']*')/.exec(tag)
  const path = href === null ? null : new RegExp(`/browse/${old}(?=["'/?#])`, 'i').exec(href[0])
  if (href === null || path === null) return []
  const start = node.start + href.index + path.index + '/browse/'.length
  const places = [{ start, end: start + old.length }, ...inText(page, node, old)]
  return places.map((at) => ({ ...at, text: key }))
}

interface Place {
  readonly start: number
  readonly end: number
}

/** Where the key stands as a word in the text within a node: not in tags, comments, or parameters of what lies in it. */
function inText(page: StorageDocument, node: StorageNode, key: string): readonly Place[] {
  const markup: Place[] = page.nodes.slice(node.index + 1, node.next).flatMap((inner) => {
    const isHidden = inner.name === COMMENT || inner.name === 'ac:parameter'
    if (isHidden) return [{ start: inner.start, end: inner.end }]
    return [
      { start: inner.start, end: inner.innerStart },
      { start: inner.innerEnd, end: inner.end },
    ]
  })
  const words = page.source.slice(node.innerStart, node.innerEnd).matchAll(wordOf(key))
  return [...words].flatMap(({ index }) => {
    const start = node.innerStart + index
    const end = start + key.length
    return markup.some((tag) => tag.start < end && start < tag.end) ? [] : [{ start, end }]
  })
}

function wordOf(key: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${key}(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}])`, 'giu')
}
