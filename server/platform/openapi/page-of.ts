import { isArray, isObject, type JsonObject, valueAt } from '../../shared/json.ts'
import type { Operation } from './operation.ts'

const MAX_PAGES = 1000

interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: unknown
}

interface PagePosition {
  /** Counted from 0, whatever number the operation calls its first page. */
  readonly page: number
  readonly pageSize: number
  /** Marks of the pages before; a list that ignores paging sends its first item again. */
  readonly seenFirstIds?: ReadonlySet<string> | undefined
  readonly maxPages?: number | undefined
}

export interface Page {
  readonly items: readonly unknown[]
  readonly hasMore: boolean
  /** Mark of this page, to be added to `seenFirstIds`. */
  readonly firstId: string | undefined
}

const NOTHING: Page = { items: [], hasMore: false, firstId: undefined }

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
  return { items, firstId, hasMore: hasMore(operation, { answer, at, count: items.length }) }
}

/** The query that asks for a page (counted from 0); empty when the operation has no pages. */
export function pageQuery(
  operation: Pick<Operation, 'pagination'>,
  at: { readonly page: number; readonly pageSize?: number | undefined },
): Readonly<Record<string, string>> {
  const { pagination } = operation
  if (pagination.kind === 'none' || pagination.ignoresPaging === true) return {}
  return {
    [pagination.pageParameter]: String(pagination.firstPage + at.page),
    [pagination.sizeParameter]: String(pageSizeOf(operation, at.pageSize)),
  }
}

/** The largest page that the operation allows, or the wanted size if that is smaller. */
export function pageSizeOf(operation: Pick<Operation, 'pagination'>, wanted?: number): number {
  const largest = operation.pagination.kind === 'page' ? operation.pagination.maxPageSize : MAX_PAGES
  return Math.min(wanted ?? largest, largest)
}

function hasMore(
  operation: Pick<Operation, 'pagination'>,
  page: { answer: PageAnswer; at: PagePosition; count: number },
): boolean {
  const { pagination } = operation
  if (pagination.kind === 'none' || pagination.ignoresPaging === true || page.count === 0) return false
  if (page.at.page + 1 >= (page.at.maxPages ?? MAX_PAGES)) return false
  const isLast = lastPageHeader(page.answer)
  return isLast === undefined ? page.count >= page.at.pageSize : !isLast
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
