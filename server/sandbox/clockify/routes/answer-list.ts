import { LIST_PAGES, lastPageHeader, type Page, type PageRules, takePage } from '../http/paging.ts'
import { type Answer, type ApiRequest, ok } from '../http/route.ts'
import type { World } from '../world.ts'

export interface ListOf<Item> {
  readonly items: readonly Item[]
  readonly view: (item: Item) => unknown
  readonly rules?: PageRules
  /** Puts the shown items into the documented envelope; absent: a bare array. */
  readonly envelope?: (views: readonly unknown[], page: Page<Item>) => object
}

/** One page of a list with its Last-Page header. */
export function answerList<Item>(world: World, request: ApiRequest, list: ListOf<Item>): Answer {
  const page = takePage(list.items, request.query, list.rules ?? LIST_PAGES)
  const views = page.items.map(list.view)
  return ok(list.envelope ? list.envelope(views, page) : views, lastPageHeader(world.quirks, page))
}

/** A list that ignores paging and sends everything, with no header; pages like others when the quirk is off. */
export function answerWhole<Item>(world: World, request: ApiRequest, list: ListOf<Item>): Answer {
  return world.quirks.unpagedLists ? ok(list.items.map(list.view)) : answerList(world, request, list)
}
