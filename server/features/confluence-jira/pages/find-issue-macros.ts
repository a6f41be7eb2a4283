import { oncePerPage } from './once-per-page.ts'
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
  const base = options.jiraUrl?.replace(/\/+$/, '')
  const all = referencesOn(page)
  return base === undefined ? all : all.filter(({ url }) => url === null || url.startsWith(`${base}/`))
}

const referencesOn = oncePerPage((page): readonly IssueReference[] => {
  const found: IssueReference[] = []
  const places = [...page.named('ac:structured-macro'), ...linksThatBrowse(page)]
  for (const at of places.sort((a, b) => a - b)) {
    const node = page.nodeAt(at)
    const reference = node && (node.name === 'a' ? readLink(page, node) : readMacro(page, node))
    if (reference !== undefined) found.push(reference)
  }
  return found
})

/** Of the many links that a page may have, those with that word in their tag; most pages are through after one search. */
function linksThatBrowse(page: StorageDocument): readonly number[] {
  const links: number[] = []
  let browse = page.source.indexOf('browse')
  for (const at of browse < 0 ? [] : page.named('a')) {
    if (browse >= 0 && browse < page.startAt(at)) browse = page.source.indexOf('browse', page.startAt(at))
    if (browse >= 0 && browse < page.innerStartAt(at)) links.push(at)
  }
  return links
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
  if (!page.tagAt(node.index).includes('/browse/')) return undefined
  const url = attributeOf(page, node, 'href') ?? ''
  const key = BROWSE.exec(url)?.[1]
  if (key === undefined) return undefined
  const isCard = attributeOf(page, node, 'data-card-appearance') !== undefined
  return { ...NO_DETAILS, kind: isCard ? 'smart-link' : 'link', key: key.toUpperCase(), node, url }
}
