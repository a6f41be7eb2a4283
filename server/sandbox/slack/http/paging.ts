import { type Args, textIn } from './read-arguments.ts'
import { SlackError } from './slack-error.ts'

export interface PageOf<Item> {
  readonly items: readonly Item[]
  /** Empty on the last page. */
  readonly nextCursor: string
}

interface Paging<Item> {
  readonly limit: number
  /** What a cursor names an item by. */
  readonly kind: string
  readonly idOf: (item: Item) => string
}

/** A cursor names the first item of the next page, in base64. */
export function pageOf<Item>(items: readonly Item[], args: Args, paging: Paging<Item>): PageOf<Item> {
  const first = firstOf(items, args, paging)
  const next = items[first + paging.limit]
  return {
    items: items.slice(first, first + paging.limit),
    nextCursor: next === undefined ? '' : encode(`${paging.kind}:${paging.idOf(next)}`),
  }
}

function firstOf<Item>(items: readonly Item[], args: Args, { kind, idOf }: Paging<Item>): number {
  const cursor = textIn(args, 'cursor')
  if (cursor === undefined) return 0
  const [named, id] = Buffer.from(cursor, 'base64').toString('utf8').split(':')
  const first = items.findIndex((item) => idOf(item) === id)
  if (named !== kind || first < 0) throw new SlackError('invalid_cursor')
  return first
}

const encode = (text: string): string => Buffer.from(text).toString('base64')
