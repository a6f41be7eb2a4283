import { Type } from 'typebox'
import { UpstreamError } from '../../platform/outbound/index.ts'
import { askConfluence, path, type ConfluenceSender } from './ask-confluence.ts'
import type { ConfluenceClient, ConfluencePage, PageSummary } from './confluence-client.ts'
import { isId, maybe, NO_ID, statusProblem } from './confluence-schemas.ts'
import { Content, EXPANDED, pageOf, readContent, summarise, Summary } from './data-center-content.ts'
import { fewAtOnce } from './few-at-once.ts'
import { orUndefined } from './or-undefined.ts'

type Parts = Pick<ConfluenceClient, 'readPage' | 'readPages' | 'findPage' | 'findHomePage' | 'createPage'>

const Summaries = Type.Object({ results: Type.Array(Summary) })
const Space = Type.Object({ homepage: maybe(Type.Object({ id: Type.String() })) })
const Status = Type.Object({ status: Type.String() })

export function dataCenterPages(sender: ConfluenceSender, siteUrl: string): Parts {
  return {
    readPage: async (id) => pageOf(await readContent(sender, id), siteUrl),
    readPages: async (ids) => {
      const asked = [...new Set(ids)]
      const found = await fewAtOnce(asked, (id) => pageOrProblem(sender, siteUrl, id))
      const missing = found.flatMap((one, place) =>
        typeof one === 'string' ? [[asked[place] ?? '', one] as const] : [],
      )
      return { pages: found.filter((one) => typeof one !== 'string'), missing: new Map(missing) }
    },
    findPage: async (spaceKey, title) => {
      const query = { type: 'page', spaceKey, title, expand: 'ancestors' }
      const listed = await orUndefined(
        askConfluence(sender, Summaries, { method: 'GET', path: '/rest/api/content', query }),
      )
      const [first] = listed?.results ?? []
      return first === undefined ? undefined : summarise(first)
    },
    findHomePage: (spaceKey) => findHomePage(sender, spaceKey),
    createPage: async ({ spaceKey, parentId, title, storage }) => {
      const content = await askConfluence(sender, Content, {
        method: 'POST',
        path: '/rest/api/content',
        query: { expand: EXPANDED },
        body: {
          type: 'page',
          title,
          space: { key: spaceKey },
          ancestors: [{ id: parentId }],
          body: { storage: { value: storage, representation: 'storage' } },
        },
      })
      return pageOf(content, siteUrl)
    },
  }
}

async function findHomePage(sender: ConfluenceSender, spaceKey: string): Promise<PageSummary | undefined> {
  const at = path`/rest/api/space/${spaceKey}`
  const space = await orUndefined(
    askConfluence(sender, Space, { method: 'GET', path: at, query: { expand: 'homepage' } }),
  )
  const id = space?.homepage?.id
  if (id === undefined) return undefined
  const query = { expand: 'ancestors' }
  return summarise(
    await askConfluence(sender, Summary, { method: 'GET', path: path`/rest/api/content/${id}`, query }),
  )
}

/** Only what this one page tells about itself is its problem; a dead token, say, is everybody's. */
async function pageOrProblem(
  sender: ConfluenceSender,
  siteUrl: string,
  id: string,
): Promise<ConfluencePage | string> {
  if (!isId(id)) return NO_ID
  try {
    return pageOf(await readContent(sender, id), siteUrl)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    if (error.kind === 'forbidden') return error.message
    if (error.kind === 'not-found') return (await statusOf(sender, id)) ?? error.message
    throw error
  }
}

/** What lies in the trash or the archive is 404 as long as nobody asks for any status. */
async function statusOf(sender: ConfluenceSender, id: string): Promise<string | undefined> {
  const at = path`/rest/api/content/${id}`
  const found = await orUndefined(
    askConfluence(sender, Status, { method: 'GET', path: at, query: { status: 'any' } }),
  )
  return found === undefined ? undefined : statusProblem(found.status)
}
