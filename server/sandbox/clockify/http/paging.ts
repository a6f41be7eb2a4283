import type { Quirks } from '../quirks.ts'
import { wrongShape } from './api-error.ts'
import { type Query, queryNumber } from './query.ts'

export interface PageRules {
  readonly sizeName: 'page-size' | 'pageSize' | 'limit'
  readonly defaultSize: number
  readonly maximum: number
  readonly firstPage: 0 | 1
}

/** Most lists: no maximum is documented, third parties claim 5000. */
export const LIST_PAGES: PageRules = { sizeName: 'page-size', defaultSize: 50, maximum: 5000, firstPage: 1 }
/** Balances, policies, totals. */
export const SMALL_PAGES: PageRules = { ...LIST_PAGES, maximum: 200 }
export const IN_PROGRESS_PAGES: PageRules = { ...LIST_PAGES, defaultSize: 10, maximum: 1000 }
export const SHARED_REPORT_PAGES: PageRules = { ...LIST_PAGES, sizeName: 'pageSize' }
export const CHANGE_PAGES: PageRules = { sizeName: 'limit', defaultSize: 50, maximum: 5000, firstPage: 0 }

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly isLast: boolean
  readonly total: number
}

export function takePage<Item>(items: readonly Item[], query: Query, rules: PageRules): Page<Item> {
  const page = queryNumber(query, 'page') ?? rules.firstPage
  const size = queryNumber(query, rules.sizeName) ?? rules.defaultSize
  if (page < rules.firstPage || size < 1) throw wrongShape('page and page size start at their first value')
  const kept = Math.min(size, rules.maximum)
  const from = (page - rules.firstPage) * kept
  return { items: items.slice(from, from + kept), isLast: from + kept >= items.length, total: items.length }
}

export function lastPageHeader(quirks: Quirks, page: Page<unknown>): Readonly<Record<string, string>> {
  return quirks.lastPageHeader ? { 'Last-Page': String(page.isLast) } : {}
}
