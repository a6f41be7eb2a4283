import { badRequest, forbidden, notFound } from '../http/api-error.ts'
import { contentPage } from '../http/paging.ts'
import { cutIn, isObject, type JsonObject, listIn, objectIn, readObject, textIn } from '../http/read-input.ts'
import { type ApiRequest, noContent, ok, param, type Route } from '../http/route.ts'
import { checkBody, checkParent, checkTitle, checkVersion, isUnchanged } from '../mutations/check-page.ts'
import { linkBack } from '../mutations/link-back.ts'
import { createPage, deletePage, movePage, purgePage } from '../mutations/pages.ts'
import { normalised, savePage } from '../mutations/save-page.ts'
import { noPage, readsPage, requireEditable, requirePage, seesSpace } from '../state/access.ts'
import { childrenIn, findSpace, latestOf, spaceOf } from '../state/look-up.ts'
import type { Page } from '../state/model.ts'
import { contentView } from '../views/content.view.ts'
import type { World } from '../world.ts'
import { serverConfluence } from './define.ts'

const CONTENT = '/rest/api/content'
/** What lists give at most: fewer with bodies. */
const MOST = 200

function getContent(world: World, request: ApiRequest) {
  const { query } = request
  const page = requirePage(world, request, param(request, 'id'))
  const number = query.get('version')
  const statuses = listIn(query, 'status')
  const expand = listIn(query, 'expand')
  if (number === null) {
    if (!isShown(page, statuses)) throw noPage(request, page.id)
    return ok(contentView(world, page, { expand }))
  }
  const version = page.versions.find((one) => String(one.number) === number)
  const isLatest = version?.number === latestOf(page).number
  const lacksStatus = world.quirks.historicalNeedsStatus && !isLatest && !statuses.includes('historical')
  if (version === undefined || lacksStatus) throw noPage(request, page.id)
  return ok(contentView(world, page, { expand, version }))
}

function isShown({ status }: Page, statuses: readonly string[]): boolean {
  return statuses.length === 0 ? status === 'current' : statuses.includes('any') || statuses.includes(status)
}

function visible(world: World, { query, caller }: ApiRequest): readonly Page[] {
  const [key, title] = [query.get('spaceKey'), query.get('title')]
  const statuses = listIn(query, 'status')
  return [...world.state.pages.values()].filter(
    (page) =>
      page.kind === 'page' &&
      isShown(page, statuses) &&
      (key === null || spaceOf(world.state, page).key === key) &&
      (title === null || latestOf(page).title === title) &&
      readsPage(world, page, caller.accountId),
  )
}

function mostOf({ quirks }: World, expand: readonly string[]): number {
  return expand.some((one) => one.startsWith('body')) ? quirks.bodyPageCap : MOST
}

interface Listing {
  readonly path: string
  readonly items: readonly Page[]
}

function listed(world: World, request: ApiRequest, { path, items }: Listing) {
  const expand = listIn(request.query, 'expand')
  const view = (page: Page): object => contentView(world, page, { expand })
  return contentPage(request, { path, items, view, most: mostOf(world, expand) })
}

function children(world: World, request: ApiRequest) {
  const page = requirePage(world, request, param(request, 'id'))
  if (param(request, 'type') !== 'page') return listed(world, request, { path: '', items: [] })
  const items = childrenIn(world.state, page.id).filter(
    (one) =>
      one.kind === 'page' && one.status === 'current' && readsPage(world, one, request.caller.accountId),
  )
  return listed(world, request, { path: `${CONTENT}/${page.id}/child/page`, items })
}

/** By id, going on from the cursor: pages that are made meanwhile do not shift it. */
function scan(world: World, request: ApiRequest) {
  const { query } = request
  const expand = listIn(query, 'expand')
  const limit = cutIn(query, 'limit', { usual: 25, most: mostOf(world, expand) })
  const from = Number(query.get('cursor')?.split(':').at(-1) ?? 0)
  if (!Number.isInteger(from)) throw badRequest('The cursor cannot be read')
  const rest = [...visible(world, request)]
    .sort((a, b) => Number(a.id) - Number(b.id))
    .filter(({ id }) => Number(id) > from)
  const results = rest.slice(0, limit)
  const last = results.at(-1)
  const nextCursor = rest.length > limit && last !== undefined ? `cursortype:false:${last.id}` : undefined
  const next = new URLSearchParams(query)
  next.set('cursor', nextCursor ?? '')
  return ok({
    results: results.map((page) => contentView(world, page, { expand })),
    cursor: query.get('cursor') ?? 'cursortype:false:0',
    ...(nextCursor === undefined ? {} : { nextCursor }),
    limit,
    size: results.length,
    _links: nextCursor === undefined ? {} : { next: `${CONTENT}/scan?${next.toString()}` },
  })
}

function storageIn(input: JsonObject): string | undefined {
  const storage = objectIn(objectIn(input, 'body') ?? {}, 'storage')
  return storage === undefined ? undefined : textIn(storage, 'value')
}

/** The last ancestor is the parent; a list of one is usual. */
function parentIn(world: World, request: ApiRequest, input: JsonObject): Page | undefined {
  const ancestors = input['ancestors']
  const parent = Array.isArray(ancestors) ? ancestors.filter(isObject).at(-1) : undefined
  return parent === undefined ? undefined : requirePage(world, request, String(parent['id']))
}

function requireTitle(input: JsonObject): string {
  if (textIn(input, 'type') !== 'page') throw badRequest("The sandbox knows only content of type 'page'")
  const title = textIn(input, 'title')
  if (title === undefined) throw badRequest('A title must be specified')
  return title
}

function create(world: World, request: ApiRequest) {
  const input = readObject(request.body)
  const title = requireTitle(input)
  const space = findSpace(world.state, textIn(objectIn(input, 'space') ?? {}, 'key') ?? '')
  if (space === undefined || !seesSpace(space, request.caller.accountId))
    throw notFound('No space with this key, or no permission to see it')
  const parent = parentIn(world, request, input)
  if (parent !== undefined && parent.spaceId !== space.id) throw badRequest('The parent is in another space')
  const body = storageIn(input) ?? ''
  checkTitle(world, 'data-center', { spaceId: space.id, title })
  checkBody(world, body)
  const page = createPage(world, {
    spaceId: space.id,
    parentId: parent?.id,
    title,
    body: normalised(world, body, 'data-center'),
    userId: request.caller.accountId,
  })
  linkBack(world, page, 'data-center')
  return ok(contentView(world, page, { expand: WRITTEN }))
}

const WRITTEN = ['body.storage', 'version', 'space', 'ancestors']

function update(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'contentId'))
  const input = readObject(request.body)
  const title = requireTitle(input)
  const version = objectIn(input, 'version')
  if (typeof version?.['number'] !== 'number')
    throw badRequest('Must supply an incremented version when updating Content.')
  checkVersion('data-center', page, version['number'])
  checkTitle(world, 'data-center', { spaceId: page.spaceId, title, page })
  const body = storageIn(input) ?? latestOf(page).body
  checkBody(world, body)
  const parent = parentIn(world, request, input)
  if (parent !== undefined && parent.id !== page.parentId) {
    checkParent(world, page, parent)
    movePage(world, { pageId: page.id, parentId: parent.id })
  }
  const change = { title, body: normalised(world, body, 'data-center') }
  const { accountId: userId = '' } = request.caller
  const minorEdit = version['minorEdit'] === true
  if (!isUnchanged(world, page, change))
    savePage(world, page, { ...change, message: textIn(version, 'message'), minorEdit, userId })
  linkBack(world, page, 'data-center')
  return ok(contentView(world, page, { expand: WRITTEN }))
}

function remove(world: World, request: ApiRequest) {
  const page = requirePage(world, request, param(request, 'id'))
  if (page.status !== 'trashed') deletePage(world, requireEditable(world, request, page.id).id)
  else if (listIn(request.query, 'status').includes('trashed')) purgePage(world, page.id)
  else throw forbidden('The page is in the trash')
  return noContent
}

export const contentRoutes: readonly Route[] = [
  serverConfluence('GET', '/content/{id}', { handle: getContent }),
  serverConfluence('GET', '/content', {
    handle: (world, request) => listed(world, request, { path: CONTENT, items: visible(world, request) }),
  }),
  serverConfluence('GET', '/content/scan', { handle: scan }),
  serverConfluence('GET', '/content/{id}/child/{type}', { handle: children }),
  serverConfluence('POST', '/content', { handle: create }),
  serverConfluence('PUT', '/content/{contentId}', { handle: update }),
  serverConfluence('DELETE', '/content/{id}', { handle: remove }),
]
