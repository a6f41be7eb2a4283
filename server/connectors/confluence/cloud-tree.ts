import { Type, type Static } from 'typebox'
import { UpstreamError } from '../../platform/outbound/index.ts'
import { askConfluence, path, type ConfluenceSender } from './ask-confluence.ts'
import { listAll } from './cloud-cursor.ts'
import type { PageTree } from './confluence-client.ts'
import { noSuchPage } from './confluence-error.ts'
import { isId, maybe, NO_ID } from './confluence-schemas.ts'
import { fewAtOnce } from './few-at-once.ts'
import { parentsFirst } from './parents-first.ts'

const Descendant = Type.Object({
  id: Type.String(),
  status: Type.String(),
  title: maybe(Type.String()),
  type: Type.String(),
  parentId: Type.String(),
  depth: Type.Integer(),
})
type Descendant = Static<typeof Descendant>

const Above = Type.Object({ results: Type.Array(Type.Object({ id: Type.String(), type: Type.String() })) })

interface Top {
  readonly id: string
  readonly type: string
}

/** Deeper levels are left out without a word (facts: jira-confluence, section 3.2). */
const DEEPEST = 10
const MOST = 250

/** Of what has something below it, the word of its address. */
const PLURALS: Readonly<Record<string, string>> = {
  page: 'pages',
  folder: 'folders',
  whiteboard: 'whiteboards',
  database: 'databases',
  embed: 'embeds',
}

export async function readCloudTree(sender: ConfluenceSender, id: string): Promise<PageTree> {
  if (!isId(id)) throw noSuchPage(NO_ID)
  const found = new Map<string, Descendant>()
  const begun = new Set([id])
  let tops: readonly Top[] = [{ id, type: 'page' }]
  while (tops.length > 0) {
    const lists = await fewAtOnce(tops, (top) => readBelow(sender, top))
    const deepest: Top[] = []
    for (const item of lists.flat()) {
      if (item.id === id) continue
      found.set(item.id, item)
      if (item.depth < DEEPEST || begun.has(item.id)) continue
      begun.add(item.id)
      deepest.push(item)
    }
    tops = deepest
  }
  return treeOf([...found.values()])
}

export async function listPagesAboveOnCloud(
  sender: ConfluenceSender,
  id: string,
): Promise<readonly string[]> {
  if (!isId(id)) throw noSuchPage(NO_ID)
  const { results } = await askConfluence(sender, Above, {
    method: 'GET',
    path: path`/wiki/api/v2/pages/${id}/ancestors`,
    query: { limit: MOST },
  })
  return results.flatMap((one) => (one.type === 'page' ? [one.id] : [])).toReversed()
}

async function readBelow(sender: ConfluenceSender, { id, type }: Top): Promise<readonly Descendant[]> {
  const plural = PLURALS[type]
  if (plural === undefined || !isId(id))
    throw new UpstreamError({
      service: 'confluence',
      kind: 'unreadable',
      status: 200,
      detail:
        'The page tree has something of an unknown kind deep down, so it cannot be read as a whole. Update Switchyard.',
    })
  const { items } = await listAll(sender, Descendant, {
    path: `/wiki/api/v2/${plural}/${id}/descendants`,
    query: { depth: DEEPEST, limit: MOST },
  })
  return items
}

function treeOf(found: readonly Descendant[]): PageTree {
  const pages = parentsFirst(found).filter(({ type, status }) => type === 'page' && status === 'current')
  return {
    pages: pages.map(({ id, title, parentId }) => ({ id, title: title ?? '', parentId })),
    others: found.length - pages.length,
  }
}
