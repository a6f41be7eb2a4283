import { append } from './append.ts'
import { findIssueMacros, type IssueReference } from './find-issue-macros.ts'
import type { Anchor } from './replace-tasks.ts'
import type { StorageDocument, StorageNode } from './read-storage.ts'

/** Where an issue that a run put on a page stands now; null when it does not. */
export type FoundAnchor = StorageNode | 'twice' | null

/**
 * By the macro's id, or the address of a smart link. Should Confluence have given a macro another id, by its key, provided that the page
 * did not name that issue before the run.
 */
export function findAnchors(
  pages: { readonly before: StorageDocument; readonly now: StorageDocument },
  anchors: readonly Anchor[],
): ReadonlyMap<Anchor, FoundAnchor> {
  const now = findIssueMacros(pages.now)
  const byMacroId = grouped(now, ({ macroId }) => macroId)
  const byUrl = grouped(now, ({ url }) => url)
  const byKey = grouped(now, ({ key, kind }) => (kind === 'macro' ? key : null))
  const keysBefore = new Set(findIssueMacros(pages.before).map(({ key }) => key))
  return new Map(
    anchors.map((anchor) => {
      if (anchor.url !== null) return [anchor, only(byUrl.get(anchor.url))]
      const found = only(byMacroId.get(anchor.macroId))
      const isNamedBefore = keysBefore.has(anchor.key.toUpperCase())
      if (found !== null || isNamedBefore) return [anchor, found]
      return [anchor, only(byKey.get(anchor.key.toUpperCase()))]
    }),
  )
}

function only(nodes: readonly StorageNode[] | undefined): FoundAnchor {
  if (nodes === undefined) return null
  return nodes.length === 1 ? (nodes[0] ?? null) : 'twice'
}

function grouped(
  references: readonly IssueReference[],
  markOf: (reference: IssueReference) => string | null,
): ReadonlyMap<string, readonly StorageNode[]> {
  const groups = new Map<string, StorageNode[]>()
  for (const reference of references) {
    const mark = markOf(reference)
    if (mark !== null) append(groups, mark, reference.node)
  }
  return groups
}
