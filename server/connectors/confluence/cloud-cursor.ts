import { Type, type Static, type TSchema } from 'typebox'
import { UpstreamError } from '../../platform/outbound/index.ts'
import { askConfluence, type ConfluenceSender } from './ask-confluence.ts'
import { maybe } from './confluence-schemas.ts'

interface Listing {
  readonly path: string
  readonly query: Readonly<Record<string, string | number>>
}

interface Listed<Item> {
  readonly items: readonly Item[]
  /** Of the site's pages, where the answer names it. */
  readonly base: string | undefined
}

const listOf = <Schema extends TSchema>(item: Schema) =>
  Type.Object({
    results: Type.Array(item),
    _links: maybe(Type.Object({ next: maybe(Type.String()), base: maybe(Type.String()) })),
  })

/** All items of a list of API v2, over its cursors; throws when they lead in a circle. */
export async function listAll<Schema extends TSchema>(
  sender: ConfluenceSender,
  item: Schema,
  { path, query }: Listing,
): Promise<Listed<Static<Schema>>> {
  const answer = listOf(item)
  const items: Static<Schema>[] = []
  const seen = new Set<string>()
  let cursor: string | undefined
  for (;;) {
    const at = cursor === undefined ? query : { ...query, cursor }
    const { results, _links: links } = await askConfluence(sender, answer, { method: 'GET', path, query: at })
    for (const result of results) items.push(result)
    cursor = cursorIn(links?.next ?? undefined)
    if (cursor === undefined) return { items, base: links?.base ?? undefined }
    if (seen.has(cursor)) throw new UpstreamError({ service: 'confluence', kind: 'unreadable', status: 200 })
    seen.add(cursor)
  }
}

/** The link is of the site, which is not where a gateway's connection may go: only its cursor counts. */
function cursorIn(next: string | undefined): string | undefined {
  if (next === undefined) return undefined
  const cursor = new URLSearchParams(next.slice(next.indexOf('?') + 1)).get('cursor')
  if (cursor !== null) return cursor
  // More is there, but nobody says where: half a list would pass for a whole one.
  throw new UpstreamError({ service: 'confluence', kind: 'unreadable', status: 200 })
}
