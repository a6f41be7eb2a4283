import type { StorageDocument, StorageNode } from './read-storage.ts'
import { attributeOf, childrenOf } from './storage-nodes.ts'
import { textOf } from './text-of.ts'

/** A place of the page that names one Jira issue. */
export interface IssueReference {
  readonly kind: 'macro' | 'smart-link' | 'link'
  readonly key: string
  readonly node: StorageNode
  readonly macroId: string | null
  /** The application link, as the macro names it. */
  readonly server: string | null
  readonly serverId: string | null
  readonly showSummary: boolean | null
  /** Of a link. */
  readonly url: string | null
}

const NO_DETAILS = { macroId: null, server: null, serverId: null, showSummary: null, url: null }
const KEY = /^[A-Z][A-Z0-9_]*-\d+$/i
const BROWSE = /\/browse\/([A-Z][A-Z0-9_]*-\d+)(?=$|[/?#])/i
const MACROS = new Set(['jira', 'jiraissues'])

/** In page order. With `jiraUrl` only links into that Jira count; macros always do. Macros that list a query name no issue. */
export function findIssueMacros(
  page: StorageDocument,
  options: { readonly jiraUrl?: string } = {},
): readonly IssueReference[] {
  const found: IssueReference[] = []
  const base = options.jiraUrl?.replace(/\/+$/, '')
  for (const node of page.nodes) {
    const reference = node.name === 'ac:structured-macro' ? readMacro(page, node) : readLink(page, node)
    if (reference === undefined) continue
    if (base !== undefined && reference.url !== null && !reference.url.startsWith(`${base}/`)) continue
    found.push(reference)
  }
  return found
}

function readMacro(page: StorageDocument, node: StorageNode): IssueReference | undefined {
  if (!MACROS.has(attributeOf(page, node, 'ac:name') ?? '')) return undefined
  const parameters = parametersOf(page, node)
  const key = parameters.get('key') ?? ''
  if (!KEY.test(key)) return undefined
  const showSummary = parameters.get('showSummary')
  return {
    ...NO_DETAILS,
    kind: 'macro',
    key: key.toUpperCase(),
    node,
    macroId: attributeOf(page, node, 'ac:macro-id') ?? null,
    server: parameters.get('server') ?? null,
    serverId: parameters.get('serverId') ?? null,
    showSummary: showSummary === undefined ? null : showSummary === 'true',
  }
}

function parametersOf(page: StorageDocument, macro: StorageNode): ReadonlyMap<string, string> {
  const parameters = childrenOf(page, macro).filter(({ name }) => name === 'ac:parameter')
  return new Map(parameters.map((node) => [attributeOf(page, node, 'ac:name') ?? '', textOf(page, node)]))
}

function readLink(page: StorageDocument, node: StorageNode): IssueReference | undefined {
  if (node.name !== 'a' || !page.source.slice(node.start, node.innerStart).includes('/browse/'))
    return undefined
  const url = attributeOf(page, node, 'href') ?? ''
  const key = BROWSE.exec(url)?.[1]
  if (key === undefined) return undefined
  const isCard = attributeOf(page, node, 'data-card-appearance') !== undefined
  return { ...NO_DETAILS, kind: isCard ? 'smart-link' : 'link', key: key.toUpperCase(), node, url }
}
