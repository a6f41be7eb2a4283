import { Type, type Static } from 'typebox'
import { UpstreamError } from '../../platform/outbound/index.ts'
import { hasShape } from '../../shared/has-shape.ts'
import { askConfluence, path, type ConfluenceSender } from './ask-confluence.ts'
import { listAll } from './cloud-cursor.ts'
import { noSpace, type CloudSpaces } from './cloud-spaces.ts'
import type { ConfluenceClient, ConfluencePage, PageSummary } from './confluence-client.ts'
import { NO_SUCH_PAGE, noSuchPage } from './confluence-error.ts'
import {
  Body,
  isId,
  Links,
  maybe,
  NO_ID,
  statusProblem,
  storageIn,
  timeOf,
  UNREADABLE,
  urlOf,
} from './confluence-schemas.ts'
import { fewAtOnce } from './few-at-once.ts'

type Parts = Pick<ConfluenceClient, 'readPage' | 'readPages' | 'findPage' | 'findHomePage' | 'createPage'>

export interface CloudPagesDeps {
  readonly spaces: CloudSpaces
  readonly siteUrl: string
}

const Summary = Type.Object({ id: Type.String(), title: Type.String(), parentId: maybe(Type.String()) })
const Page = Type.Interface([Summary], {
  status: Type.String(),
  spaceId: Type.String(),
  version: Type.Object({ number: Type.Integer(), createdAt: Type.String() }),
  body: Body,
  _links: Links,
})
type CloudPage = Static<typeof Page>
const Named = Type.Object({ id: Type.String() })

const PAGES = '/wiki/api/v2/pages'
const WITH_BODY = { 'body-format': 'storage' }
/** Of 250 that are allowed: bodies are large, and lists with bodies were seen to be cut to 50. */
const IDS_AT_ONCE = 20

export function cloudPages(sender: ConfluenceSender, deps: CloudPagesDeps): Parts {
  const summaryOf = async (id: string): Promise<PageSummary> =>
    summarise(await askConfluence(sender, Summary, { method: 'GET', path: path`/wiki/api/v2/pages/${id}` }))
  return {
    readPage: async (id) => {
      if (!isId(id)) throw noSuchPage(NO_ID)
      const at = path`/wiki/api/v2/pages/${id}`
      const page = await askConfluence(sender, Page, { method: 'GET', path: at, query: WITH_BODY })
      const problem = statusProblem(page.status)
      if (problem !== undefined) throw noSuchPage(problem)
      const [keyed] = await withKeys([page], deps)
      return keyed ?? Promise.reject(noSpace())
    },
    readPages: (ids) => readPages(sender, deps, ids),
    findPage: async (spaceKey, title) => {
      const space = await deps.spaces.find(spaceKey)
      if (space === undefined) return undefined
      const query = { 'space-id': space.id, title, status: 'current', limit: 25 }
      const { items } = await listAll(sender, Summary, { path: PAGES, query })
      return items[0] === undefined ? undefined : summarise(items[0])
    },
    findHomePage: async (spaceKey) => {
      const home = (await deps.spaces.find(spaceKey))?.homepageId ?? undefined
      return home === undefined ? undefined : summaryOf(home)
    },
    createPage: async ({ spaceKey, parentId, title, storage }) => {
      const space = await deps.spaces.find(spaceKey)
      if (space === undefined) throw noSpace()
      const body = { representation: 'storage', value: storage }
      const page = await askConfluence(sender, Page, {
        method: 'POST',
        path: PAGES,
        body: { spaceId: space.id, status: 'current', title, parentId, body },
      })
      return pageOf(page, { spaceKey, siteUrl: deps.siteUrl, storage: storageIn(page.body) ?? storage })
    },
  }
}

async function readPages(
  sender: ConfluenceSender,
  deps: CloudPagesDeps,
  ids: readonly string[],
): ReturnType<Parts['readPages']> {
  const asked = [...new Set(ids)]
  const readable = asked.filter(isId)
  const chunks = Array.from({ length: Math.ceil(readable.length / IDS_AT_ONCE) }, (_, at) =>
    readable.slice(at * IDS_AT_ONCE, (at + 1) * IDS_AT_ONCE),
  )
  const found = (await fewAtOnce(chunks, (chunk) => readChunk(sender, deps, chunk))).flat()
  const pages = new Map((await withKeys(found.filter(isCurrent), deps)).map((page) => [page.id, page]))
  const problems = new Map(found.map((one) => [one.id, isPage(one) ? statusProblem(one.status) : UNREADABLE]))
  const missing = asked
    .filter((id) => !pages.has(id))
    .map((id) => [id, isId(id) ? (problems.get(id) ?? NO_SUCH_PAGE) : NO_ID] as const)
  return {
    pages: asked.flatMap((id) => pages.get(id) ?? []),
    missing: new Map(missing),
  }
}

type Found = CloudPage | Static<typeof Named>

function isPage(found: Found): found is CloudPage {
  return hasShape(Page, found)
}

function isCurrent(found: Found): found is CloudPage {
  return isPage(found) && found.status === 'current'
}

/** Half as many at a time where the answer is too large. */
async function readChunk(
  sender: ConfluenceSender,
  deps: CloudPagesDeps,
  ids: readonly string[],
): Promise<readonly Found[]> {
  try {
    const query = { id: ids.join(), ...WITH_BODY, limit: IDS_AT_ONCE }
    const { items, base } = await listAll(sender, Named, { path: PAGES, query })
    return items.map((item) =>
      isPage(item) ? { ...item, _links: { base: base ?? deps.siteUrl, ...item._links } } : item,
    )
  } catch (error) {
    const isTooLarge = error instanceof UpstreamError && error.reason === 'too-large'
    if (!isTooLarge || ids.length === 1) throw error
    const middle = Math.ceil(ids.length / 2)
    const first = await readChunk(sender, deps, ids.slice(0, middle))
    return [...first, ...(await readChunk(sender, deps, ids.slice(middle)))]
  }
}

async function withKeys(
  pages: readonly CloudPage[],
  { spaces, siteUrl }: CloudPagesDeps,
): Promise<readonly ConfluencePage[]> {
  const keys = await spaces.keysOf(pages.map(({ spaceId }) => spaceId))
  return pages.map((page) =>
    pageOf(page, { spaceKey: keys.get(page.spaceId) ?? '', siteUrl, storage: storageIn(page.body) ?? '' }),
  )
}

interface Beside extends Pick<ConfluencePage, 'spaceKey' | 'storage'> {
  readonly siteUrl: string
}

function pageOf(page: CloudPage, { spaceKey, storage, siteUrl }: Beside): ConfluencePage {
  return {
    ...summarise(page),
    spaceKey,
    version: page.version.number,
    savedAt: timeOf(page.version.createdAt),
    storage,
    url: urlOf(page._links, siteUrl),
  }
}

function summarise({ id, title, parentId }: Static<typeof Summary>): PageSummary {
  return { id, title, parentId: parentId ?? null }
}
