import { ApiError, badRequest, notFound } from '../http/api-error.ts'
import { cursorPage } from '../http/paging.ts'
import {
  flagIn,
  isObject,
  type JsonObject,
  listIn,
  objectIn,
  readObject,
  requiredText,
  textIn,
} from '../http/read-input.ts'
import { type ApiRequest, noContent, ok, param, type Route } from '../http/route.ts'
import { checkBody, checkParent, checkTitle, checkVersion, isUnchanged } from '../mutations/check-page.ts'
import { linkBack } from '../mutations/link-back.ts'
import { createPage, deletePage, movePage, purgePage } from '../mutations/pages.ts'
import { normalised, savePage } from '../mutations/save-page.ts'
import { noPage, readsPage, requireEditable, requirePage, seesSpace } from '../state/access.ts'
import { latestOf } from '../state/look-up.ts'
import type { Page, PageVersion, Space } from '../state/model.ts'
import { pageView, singlePageView } from '../views/page.view.ts'
import type { World } from '../world.ts'
import { newConfluence } from './define.ts'

/** Only storage is known here; null when no body is wanted. */
export function wantsBody(query: URLSearchParams): boolean {
  const format = query.get('body-format')
  if (format !== null && format !== 'storage') throw badRequest(`The sandbox has no body-format '${format}'`)
  return format === 'storage'
}

function getPage(world: World, request: ApiRequest) {
  const { query } = request
  const page = requirePage(world, request, param(request, 'id'))
  const statuses = listIn(query, 'status')
  const isShown = statuses.length === 0 ? page.status !== 'trashed' : statuses.includes(page.status)
  const number = query.get('version')
  if (!isShown && number === null) throw noPage(request, page.id)
  const version = number === null ? undefined : requireVersion(page, number)
  return ok(singlePageView(world, page, { withBody: wantsBody(query), version }))
}

export function requireVersion(page: Page, number: string): PageVersion {
  const version = page.versions.find((one) => String(one.number) === number)
  if (version === undefined) throw notFound(`No version ${number} of page ${page.id}`)
  return version
}

function listPages(world: World, request: ApiRequest) {
  const { query, caller } = request
  const [ids, spaceIds, statuses] = [listIn(query, 'id'), listIn(query, 'space-id'), listIn(query, 'status')]
  const shown = statuses.length === 0 ? ['current', 'archived'] : statuses
  const title = query.get('title')
  const withBody = wantsBody(query)
  const items = [...world.state.pages.values()].filter(
    (page) =>
      page.kind === 'page' &&
      shown.includes(page.status) &&
      (ids.length === 0 || ids.includes(page.id)) &&
      (spaceIds.length === 0 || spaceIds.includes(page.spaceId)) &&
      (title === null || latestOf(page).title === title) &&
      readsPage(world, page, caller.accountId),
  )
  const view = (page: Page): object => pageView(world, page, { withBody })
  const most = withBody ? world.quirks.bodyPageCap : 250
  return cursorPage(world, request, { path: '/wiki/api/v2/pages', items, view, most })
}

/** `body` is `{representation, value}` or has it by name. */
function storageIn(input: JsonObject): string | undefined {
  const body = objectIn(input, 'body')
  if (body === undefined) return undefined
  const nested = isObject(body['storage']) ? body['storage'] : body
  const representation = textIn(nested, 'representation')
  if (representation !== undefined && representation !== 'storage')
    throw badRequest(`The sandbox takes no representation '${representation}'`)
  return textIn(nested, 'value')
}

function create(world: World, request: ApiRequest) {
  const input = readObject(request.body)
  const space = world.state.spaces.get(requiredText(input, 'spaceId'))
  const { accountId } = request.caller
  if (space === undefined || !seesSpace(space, accountId)) throw notFound('Cannot find space with this id')
  const title = requiredText(input, 'title')
  const body = storageIn(input) ?? ''
  const parentId = newParent(world, request, { input, space })
  checkTitle(world, 'cloud', { spaceId: space.id, title })
  checkBody(world, body)
  const page = createPage(world, {
    spaceId: space.id,
    parentId,
    title,
    body: normalised(world, body, 'cloud'),
    userId: accountId,
  })
  linkBack(world, page, 'cloud')
  return ok(singlePageView(world, page, { withBody: true }))
}

interface NewChild {
  readonly input: JsonObject
  readonly space: Space
}

/** A page or a folder of the same space; the home page when none is named. */
function newParent(world: World, request: ApiRequest, { input, space }: NewChild): string | null | undefined {
  const parentId = textIn(input, 'parentId')
  if (flagIn(request.query, 'root-level')) {
    if (parentId !== undefined) throw badRequest('root-level cannot be combined with a parentId')
    return null
  }
  if (parentId === undefined) return undefined
  const parent = requireParent(world, request, parentId)
  if (parent.spaceId !== space.id) throw badRequest('The parent is in another space')
  return parent.id
}

export function requireParent(world: World, request: ApiRequest, id: string): Page {
  const parent = world.state.pages.get(id)
  const isThere = parent?.status === 'current' && readsPage(world, parent, request.caller.accountId)
  if (!isThere) throw notFound(`Cannot find parent content with id ${id}`)
  return parent
}

function update(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'id'))
  const input = readObject(request.body)
  if (requiredText(input, 'id') !== page.id) throw badRequest('The id of the body is not that of the path')
  requiredText(input, 'status')
  const title = requiredText(input, 'title')
  const body = storageIn(input)
  const version = objectIn(input, 'version')
  if (body === undefined || version === undefined) throw badRequest("'body' and 'version' are required")
  checkVersion('cloud', page, Number(version['number']))
  checkTitle(world, 'cloud', { spaceId: page.spaceId, title, page })
  checkBody(world, body)
  moveTo(world, request, { page, parentId: textIn(input, 'parentId') })
  const change = { title, body: normalised(world, body, 'cloud') }
  const { accountId: userId = '' } = request.caller
  if (!isUnchanged(world, page, change))
    savePage(world, page, { ...change, message: textIn(version, 'message'), userId })
  linkBack(world, page, 'cloud')
  return ok(singlePageView(world, page, { withBody: true }))
}

interface Moving {
  readonly page: Page
  readonly parentId: string | undefined
}

function moveTo(world: World, request: ApiRequest, { page, parentId }: Moving): void {
  if (parentId === undefined || parentId === page.parentId) return
  checkParent(world, page, requireParent(world, request, parentId))
  movePage(world, { pageId: page.id, parentId })
}

/** Without body and without version: for renames. */
function retitle(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'id'))
  const input = readObject(request.body)
  requiredText(input, 'status')
  const title = requiredText(input, 'title')
  checkTitle(world, 'cloud', { spaceId: page.spaceId, title, page })
  const { accountId: userId = '' } = request.caller
  if (world.quirks.titleChangeBumpsVersion) savePage(world, page, { title, userId })
  else page.versions.splice(-1, 1, { ...latestOf(page), title })
  return ok(singlePageView(world, page, { withBody: false }))
}

function remove(world: World, request: ApiRequest) {
  const id = param(request, 'id')
  const isPurge = flagIn(request.query, 'purge')
  if (world.state.pages.get(id)?.status === 'deleted' && world.quirks.purgedDeleteFails)
    throw new ApiError(500, 'Internal Server Error')
  const page = requirePage(world, request, id)
  if (isPurge && page.status !== 'trashed') throw badRequest('Only a page in the trash can be purged')
  if (isPurge) purgePage(world, id)
  else if (page.status === 'trashed') throw noPage(request, id)
  else deletePage(world, requireEditable(world, request, id).id)
  return noContent
}

export const pageRoutes: readonly Route[] = [
  newConfluence('GET', '/pages/{id}', { handle: getPage }),
  newConfluence('GET', '/pages', { handle: listPages }),
  newConfluence('POST', '/pages', { handle: create }),
  newConfluence('PUT', '/pages/{id}', { handle: update }),
  newConfluence('PUT', '/pages/{id}/title', { handle: retitle }),
  newConfluence('DELETE', '/pages/{id}', { scopes: ['delete:page:confluence'], handle: remove }),
]
