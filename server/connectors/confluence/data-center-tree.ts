import { Type, type Static } from 'typebox'
import { UpstreamError } from '../../platform/outbound/index.ts'
import { askConfluence, path, type ConfluenceSender } from './ask-confluence.ts'
import type { PageSummary, PageTree } from './confluence-client.ts'
import { noSuchPage } from './confluence-error.ts'
import { isId, maybe, NO_ID } from './confluence-schemas.ts'
import { fewAtOnce } from './few-at-once.ts'

const Children = Type.Object({
  results: Type.Array(Type.Object({ id: Type.String(), title: Type.String() })),
  _links: maybe(Type.Object({ next: maybe(Type.String()) })),
})
const Above = Type.Object({ ancestors: Type.Array(Type.Object({ id: Type.String() })) })
const MOST = 200

/** Level by level: of descendants this API lists only comments (facts: jira-confluence, section 3.4). */
export async function readDataCenterTree(sender: ConfluenceSender, id: string): Promise<PageTree> {
  if (!isId(id)) throw noSuchPage(NO_ID)
  const pages = new Map<string, PageSummary>()
  let level: readonly string[] = [id]
  while (level.length > 0) {
    const below = (await fewAtOnce(level, (parentId) => childrenOf(sender, parentId))).flat()
    // A page that was moved meanwhile comes a second time.
    const fresh = below.filter((page) => page.id !== id && !pages.has(page.id))
    for (const page of fresh) pages.set(page.id, page)
    level = [...new Set(fresh.map((page) => page.id))]
  }
  return { pages: [...pages.values()], others: 0 }
}

export async function listPagesAboveAtDataCenter(
  sender: ConfluenceSender,
  id: string,
): Promise<readonly string[]> {
  if (!isId(id)) throw noSuchPage(NO_ID)
  const { ancestors } = await askConfluence(sender, Above, {
    method: 'GET',
    path: path`/rest/api/content/${id}`,
    query: { expand: 'ancestors' },
  })
  return ancestors.map((one) => one.id).toReversed()
}

async function childrenOf(sender: ConfluenceSender, parentId: string): Promise<readonly PageSummary[]> {
  const children: PageSummary[] = []
  for (let start: number | undefined = 0; start !== undefined;) {
    const { results, _links: links }: Static<typeof Children> = await askConfluence(sender, Children, {
      method: 'GET',
      path: `/rest/api/content/${parentId}/child/page`,
      query: { start, limit: MOST },
    })
    for (const { id, title } of results) children.push({ id, title, parentId })
    start = nextStart(start, links?.next ?? undefined)
  }
  return children
}

/** Where it goes on; the server may have given fewer than were asked for. */
function nextStart(start: number, next: string | undefined): number | undefined {
  if (next === undefined) return undefined
  const named = Number(new URLSearchParams(next.slice(next.indexOf('?') + 1)).get('start') ?? Number.NaN)
  if (Number.isInteger(named) && named > start) return named
  throw new UpstreamError({ service: 'confluence', kind: 'unreadable', status: 200 })
}
