/** What a pasted address leads to. A page id is a string of digits. */
export type PageLink =
  | { readonly is: 'page'; readonly pageId: string }
  /** Needs a look-up of the title in its space. */
  | { readonly is: 'titled'; readonly spaceKey: string; readonly title: string }
  /** Needs a look-up of the space's home page. */
  | { readonly is: 'space-home'; readonly spaceKey: string }
  | { readonly is: 'refused'; readonly why: string }

// Cloud's web paths begin with it, the addresses that people configure not always.
const CLOUD_CONTEXT = '/wiki'
const CONTENT_THAT_IS_NO_PAGE: Readonly<Record<string, string>> = {
  folder: 'a folder',
  whiteboard: 'a whiteboard',
  database: 'a database',
  embed: 'an embedded link',
  blog: 'a blog post',
}

/** Reads an address without asking anybody. Nothing outside of the configured Confluence is ever accepted. */
export function readPageLink(address: string, baseUrl: string): PageLink {
  const base = new URL(baseUrl)
  if (!URL.canParse(address.trim())) return refused('This is not an address of a page.')
  const url = new URL(address.trim())
  if (!isOnHost(url, base)) return refused(`The address does not lead to ${base.host}.`)
  const path = pathIn(url.pathname, base.pathname.replace(/\/+$/, ''))
  if (path === undefined) return refused('The address does not lead to the configured Confluence.')
  const readers = [readQuery, readPagesPath, readShortLink, readDisplay, readOther, readSpace]
  for (const read of readers) {
    const link = read(path, url.searchParams)
    if (link !== undefined) return link
  }
  return refused('The address names no page.')
}

function isOnHost(url: URL, base: URL): boolean {
  return (
    url.host === base.host && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  )
}

function refused(why: string): PageLink {
  return { is: 'refused', why }
}

/** Without the context path; undefined when the address lies outside of it. */
function pathIn(path: string, context: string): string | undefined {
  if (context !== '' && context !== CLOUD_CONTEXT)
    return path.startsWith(`${context}/`) ? path.slice(context.length) : undefined
  return path.startsWith(`${CLOUD_CONTEXT}/`) ? path.slice(CLOUD_CONTEXT.length) : path
}

/** viewpage.action and its kin. */
function readQuery(path: string, query: URLSearchParams): PageLink | undefined {
  if (!path.endsWith('.action')) return undefined
  const pageId = query.get('pageId') ?? query.get('draftId') ?? ''
  if (/^\d{1,19}$/.test(pageId)) return { is: 'page', pageId }
  const spaceKey = query.get('spaceKey') ?? query.get('key')
  const title = query.get('title')
  if (spaceKey === null || spaceKey === '') return undefined
  return title === null ? { is: 'space-home', spaceKey } : { is: 'titled', spaceKey, title }
}

function readPagesPath(path: string): PageLink | undefined {
  const pageId = /\/pages\/(?:edit(?:-v2)?\/)?(\d{1,19})(?=\/|$)/.exec(path)?.[1]
  return pageId === undefined ? undefined : { is: 'page', pageId }
}

function readShortLink(path: string): PageLink | undefined {
  const code = /^\/x\/([\w%+-]+)\/?$/.exec(path)?.[1]
  if (code === undefined) return undefined
  const pageId = pageIdOfCode(decoded(code))
  return pageId === undefined ? refused('The short address holds no page id.') : { is: 'page', pageId }
}

/** The id's bytes, lowest first, in base64 whose zeros at the end are left out. */
function pageIdOfCode(code: string): string | undefined {
  // The exchange is the other way round than in base64url (facts: jira-confluence, 3.5).
  const base64 = code.replace(/_/g, '+').replace(/-/g, '/')
  if (!/^[A-Za-z\d+/]{1,11}$/.test(base64)) return undefined
  const bytes = Buffer.from(base64.padEnd(base64.length <= 8 ? 8 : 12, 'A'), 'base64')
  const id = Buffer.concat([bytes, Buffer.alloc(8)]).readBigUInt64LE()
  return id === 0n ? undefined : id.toString()
}

function readDisplay(path: string): PageLink | undefined {
  const [, spaceKey, title] = /^\/display\/([^/]+)(?:\/([^/]+))?\/?$/.exec(path) ?? []
  if (spaceKey === undefined) return undefined
  if (title === undefined) return { is: 'space-home', spaceKey: decoded(spaceKey) }
  return { is: 'titled', spaceKey: decoded(spaceKey), title: decoded(title.replace(/\+/g, ' ')) }
}

function readOther(path: string): PageLink | undefined {
  const kind = /^\/spaces\/[^/]+\/(folder|whiteboard|database|embed|blog)(?:\/|$)/.exec(path)?.[1]
  return kind === undefined
    ? undefined
    : refused(`The address leads to ${CONTENT_THAT_IS_NO_PAGE[kind]}, not to a page.`)
}

function readSpace(path: string): PageLink | undefined {
  const spaceKey = /^\/spaces\/([^/]+)(?:\/(?:overview|pages))?\/?$/.exec(path)?.[1]
  return spaceKey === undefined || spaceKey.endsWith('.action')
    ? undefined
    : { is: 'space-home', spaceKey: decoded(spaceKey) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign is a part of the text.
    return text
  }
}
