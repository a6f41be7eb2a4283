import { isArray, isObject, type JsonObject, valueAt } from '../../shared/json.ts'
import type { Operation } from './operation.ts'
import type { Pagination } from './overlay.schemas.ts'

const MAX_PAGES = 1000

interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: unknown
}

/** The query that asks for a page which is known by the one before it only. */
export type Position = Readonly<Record<string, string>>

interface PagePosition {
  /** Counted from 0, whatever number the operation calls its first page. */
  readonly page: number
  readonly pageSize: number
  /** Marks of the pages before; a list that ignores paging sends its first item again. */
  readonly seenFirstIds?: ReadonlySet<string> | undefined
  /** By what this page was asked for, where the page before named it. */
  readonly position?: Position | undefined
  readonly maxPages?: number | undefined
}

export interface Page {
  readonly items: readonly unknown[]
  readonly hasMore: boolean
  /** Mark of this page, to be added to `seenFirstIds`. */
  readonly firstId: string | undefined
  /** What `pageQuery` needs for the next page; undefined where pages are counted. */
  readonly next: Position | undefined
}

const NOTHING: Page = { items: [], hasMore: false, firstId: undefined, next: undefined }

/** The records of one answer and whether another page is worth asking for. */
export function pageOf(
  operation: Pick<Operation, 'pagination' | 'items'>,
  answer: PageAnswer,
  at: PagePosition,
): Page {
  if (answer.status < 200 || answer.status > 299) return NOTHING
  const items = itemsOf(operation.items, answer.body)
  const firstId = markOf(items[0])
  if (firstId !== undefined && at.seenFirstIds?.has(firstId) === true) return { ...NOTHING, firstId }
  const next = nextPosition(operation, { body: answer.body, items, position: at.position })
  return { items, firstId, next, hasMore: hasMore(operation, { answer, at, next, count: items.length }) }
}

/** The query that asks for a page (counted from 0); empty when the operation has no pages. */
export function pageQuery(
  operation: Pick<Operation, 'pagination'>,
  at: {
    readonly page: number
    readonly pageSize?: number | undefined
    readonly position?: Position | undefined
  },
): Position {
  const { pagination } = operation
  if (pagination.kind === 'none') return {}
  if (pagination.kind === 'after-last') return at.position ?? {}
  const { sizeParameter } = pagination
  const size =
    sizeParameter === undefined ? {} : { [sizeParameter]: String(pageSizeOf(operation, at.pageSize)) }
  if (pagination.kind === 'cursor' || pagination.kind === 'offset') return { ...size, ...at.position }
  if (pagination.ignoresPaging === true) return {}
  return { [pagination.pageParameter]: String(pagination.firstPage + at.page), ...size }
}

/** The query parameters that choose the page, so that nobody else may. */
export function pageChoosers({ pagination }: Pick<Operation, 'pagination'>): readonly string[] {
  switch (pagination.kind) {
    case 'none':
      return []
    case 'page':
      return [pagination.pageParameter]
    case 'cursor':
      return [pagination.cursorParameter]
    case 'offset':
      return [pagination.offsetParameter]
    default:
      return Object.keys(pagination.positionParameters)
  }
}

/** The parameter that says how many records a page has at most. */
export function sizeParameterOf({ pagination }: Pick<Operation, 'pagination'>): string | undefined {
  return 'sizeParameter' in pagination ? pagination.sizeParameter : undefined
}

/** The largest page that the operation allows, or the wanted size if that is smaller. */
export function pageSizeOf(operation: Pick<Operation, 'pagination'>, wanted?: number): number {
  const largest = operation.pagination.kind === 'none' ? MAX_PAGES : operation.pagination.maxPageSize
  return Math.min(wanted ?? largest, largest)
}

interface LastPage {
  readonly body: unknown
  readonly items: readonly unknown[]
  readonly position: Position | undefined
}

function nextPosition(
  { pagination }: Pick<Operation, 'pagination'>,
  { body, items, position }: LastPage,
): Position | undefined {
  switch (pagination.kind) {
    case 'cursor': {
      const cursor = cursorIn(pagination, body)
      return cursor === undefined ? undefined : { [pagination.cursorParameter]: cursor }
    }
    case 'offset': {
      const { offsetParameter } = pagination
      return { [offsetParameter]: String(Number(position?.[offsetParameter] ?? 0) + items.length) }
    }
    case 'after-last':
      return afterLast(pagination.positionParameters, items.at(-1))
    default:
      return undefined
  }
}

function cursorIn(
  { cursorField, cursorFrom, cursorParameter }: Extract<Pagination, { kind: 'cursor' }>,
  body: unknown,
): string | undefined {
  const text = textAt(body, cursorField)
  if (text === undefined || cursorFrom === undefined) return text
  return new URLSearchParams(text.split('?')[1] ?? '').get(cursorParameter) ?? undefined
}

function afterLast(parameters: Readonly<Record<string, string>>, last: unknown): Position | undefined {
  const values = Object.entries(parameters).map(
    ([parameter, field]) => [parameter, textAt(last, field)] as const,
  )
  const known = values.flatMap(([parameter, value]) => (value === undefined ? [] : [[parameter, value]]))
  return known.length < values.length ? undefined : Object.fromEntries(known)
}

function textAt(holder: unknown, path: string): string | undefined {
  const value = isObject(holder) ? fieldAt(holder, path) : undefined
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined
}

interface ReadPage {
  readonly answer: PageAnswer
  readonly at: PagePosition
  readonly next: Position | undefined
  readonly count: number
}

function hasMore({ pagination }: Pick<Operation, 'pagination'>, page: ReadPage): boolean {
  if (page.at.page + 1 >= (page.at.maxPages ?? MAX_PAGES)) return false
  switch (pagination.kind) {
    case 'none':
      return false
    case 'page':
      return page.count > 0 && !isLastPage(pagination, page)
    case 'cursor':
      // A filter may leave a page empty although more follow.
      return isNew(page)
    case 'offset':
      return page.count > 0 && !isLastOffset(pagination, page)
    default:
      return page.count >= pagination.maxPageSize && isNew(page)
  }
}

function isNew({ next, at }: ReadPage): boolean {
  return next !== undefined && JSON.stringify(next) !== JSON.stringify(at.position)
}

function isLastOffset(
  { totalField, sizeField, offsetParameter }: Extract<Pagination, { kind: 'offset' }>,
  { answer: { body }, at, next, count }: ReadPage,
): boolean {
  const total = numberAt(body, totalField)
  if (total !== undefined) return Number(next?.[offsetParameter]) >= total
  return count < (numberAt(body, sizeField) ?? at.pageSize)
}

function numberAt(body: unknown, path: string | undefined): number | undefined {
  const value = path !== undefined && isObject(body) ? fieldAt(body, path) : undefined
  return typeof value === 'number' ? value : undefined
}

function isLastPage(
  pagination: Extract<Pagination, { kind: 'page' }>,
  { answer, at, count }: ReadPage,
): boolean {
  if (pagination.ignoresPaging === true) return true
  return lastPageHeader(answer) ?? toldAsLast(pagination, answer.body, at) ?? count < at.pageSize
}

function toldAsLast(
  { lastPageField, totalPagesField }: Extract<Pagination, { kind: 'page' }>,
  body: unknown,
  { page }: PagePosition,
): boolean | undefined {
  const told = lastPageField !== undefined && isObject(body) ? fieldAt(body, lastPageField) : undefined
  if (typeof told === 'boolean') return told
  const total = numberAt(body, totalPagesField)
  return total === undefined ? undefined : page + 1 >= total
}

/** The header wins wherever it is sent, documented or not. */
function lastPageHeader({ headers }: PageAnswer): boolean | undefined {
  const name = Object.keys(headers).find((key) => key.toLowerCase() === 'last-page')
  const value = name === undefined ? undefined : headers[name]
  const text = String(isArray(value) ? value[0] : value).toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : undefined
}

/** A list, the list inside an envelope, or a single object; an envelope that came as a bare list is taken as well. */
function itemsOf(path: string | undefined, body: unknown): readonly unknown[] {
  if (isArray(body)) return body
  if (!isObject(body)) return []
  if (path === undefined) return [body]
  const inside = fieldAt(body, path)
  return isArray(inside) ? inside : []
}

export function fieldAt(record: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((holder, key) => valueAt(holder, key), record)
}

function markOf(item: unknown): string | undefined {
  if (item === undefined) return undefined
  const id = valueAt(item, 'id') ?? valueAt(item, '_id')
  return typeof id === 'string' || typeof id === 'number' ? String(id) : JSON.stringify(item)
}
