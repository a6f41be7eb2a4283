import type { Answer } from '../../shared/http/answer.ts'
import type { World } from '../world.ts'
import { badRequest } from './api-error.ts'
import { boundedIn, cutIn } from './read-input.ts'
import type { ApiRequest } from './route.ts'

interface CursorPage {
  /** As on the site, such as `/wiki/api/v2/pages/101/descendants`. */
  readonly path: string
  readonly most?: number
}

/** A page of Confluence's second version: where it goes on is in the body and in the Link header. */
export function cursorPage<Item>(
  world: World,
  request: ApiRequest,
  { path, most = 250, items, view }: CursorPage & Listed<Item>,
): Answer {
  const { query } = request
  const limit = boundedIn(query, 'limit', { usual: Math.min(25, most), least: 1, most: 250 })
  const size = Math.min(limit, most)
  const start = readCursor(query.get('cursor'))
  const base = `${world.origins.cloud}/wiki`
  const results = items.slice(start, start + size).map(view)
  const next = start + size < items.length ? nextPath(path, query, start + size) : undefined
  return {
    status: 200,
    body: { results, _links: { ...(next === undefined ? {} : { next }), base } },
    ...(next === undefined ? {} : { headers: { link: `<${next}>; rel="next"` } }),
  }
}

interface Listed<Item> {
  readonly items: readonly Item[]
  readonly view: (item: Item) => unknown
}

export function makeCursor(start: number): string {
  return Buffer.from(JSON.stringify({ start, type: 'offset' })).toString('base64url')
}

export function readCursor(cursor: string | null): number {
  if (cursor === null || cursor === '') return 0
  const text = Buffer.from(cursor, 'base64url').toString()
  const [, start] = /^\{"start":(\d+),"type":"offset"\}$/.exec(text) ?? []
  if (start === undefined) throw badRequest('The cursor cannot be read')
  return Number(start)
}

function nextPath(path: string, query: URLSearchParams, start: number): string {
  const next = new URLSearchParams(query)
  next.set('cursor', makeCursor(start))
  return `${path}?${next.toString()}`
}

/** A page of Data Center's content lists: by start and limit, without a total. */
export function contentPage<Item>(
  request: ApiRequest,
  { path, items, view, most }: Listed<Item> & { readonly path: string; readonly most: number },
): Answer {
  const { query } = request
  const start = cutIn(query, 'start', { usual: 0, most: Number.MAX_SAFE_INTEGER })
  const limit = cutIn(query, 'limit', { usual: 25, most })
  const results = items.slice(start, start + limit).map(view)
  const next = new URLSearchParams(query)
  next.set('start', String(start + limit))
  next.set('limit', String(limit))
  const isLast = start + limit >= items.length
  const links = { self: path, ...(isLast ? {} : { next: `${path}?${next.toString()}` }) }
  return { status: 200, body: { results, start, limit, size: results.length, _links: links } }
}

export interface OffsetPage<Item> {
  readonly startAt: number
  readonly maxResults: number
  readonly total: number
  readonly items: readonly Item[]
}

/** A page of Jira's lists. */
export function offsetPage<Item>(
  query: URLSearchParams,
  items: readonly Item[],
  most = 200,
): OffsetPage<Item> {
  const startAt = cutIn(query, 'startAt', { usual: 0, most: Number.MAX_SAFE_INTEGER })
  const maxResults = cutIn(query, 'maxResults', { usual: 50, most })
  const total = items.length
  return { startAt, maxResults, total, items: items.slice(startAt, startAt + maxResults) }
}
