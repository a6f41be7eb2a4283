import { ApiError, badRequest, notFound } from '../http/api-error.ts'
import { integerIn, isObject, objectIn, readObject, requiredText, textIn } from '../http/read-input.ts'
import { type ApiRequest, ok, param, type Route } from '../http/route.ts'
import { checkParent, checkTitle } from '../mutations/check-page.ts'
import { archivePage, labelPage, movePage } from '../mutations/pages.ts'
import { savePage } from '../mutations/save-page.ts'
import { requireEditable, requirePage } from '../state/access.ts'
import { findUser, latestOf, userOf } from '../state/look-up.ts'
import { readTinyCode } from '../state/ids.ts'
import { confluenceBase, webPath } from '../views/confluence-url.ts'
import { contentVersionView, labelView, personView } from '../views/content.view.ts'
import type { World } from '../world.ts'
import { newConfluence, oldConfluence, serverConfluence } from './define.ts'

/** The old content as a new version; its title only on request. */
function restore(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'id'))
  const input = readObject(request.body)
  if (textIn(input, 'operationKey') !== 'restore') throw badRequest("'operationKey' must be restore")
  const params = objectIn(input, 'params') ?? {}
  const number = integerIn(params, 'versionNumber')
  const message = textIn(params, 'message')
  if (number === undefined || message === undefined)
    throw badRequest("'versionNumber' and 'message' are required")
  const old = page.versions.find((version) => version.number === number)
  if (old === undefined) throw notFound(`No version ${number} of content ${page.id}`)
  if (old.number === latestOf(page).number) throw badRequest('The version to restore is the current one')
  const title = params['restoreTitle'] === true ? old.title : latestOf(page).title
  checkTitle(world, 'cloud', { spaceId: page.spaceId, title, page })
  const { accountId: userId = '' } = request.caller
  return ok(
    contentVersionView(world, 'cloud', savePage(world, page, { title, body: old.body, message, userId })),
  )
}

function move(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'pageId'))
  const target = requirePage(world, request, param(request, 'targetId'))
  const where = param(request, 'position')
  if (where !== 'append' && where !== 'before' && where !== 'after')
    throw badRequest(`'${where}' is no position`)
  if (where === 'append') {
    checkParent(world, page, target)
    movePage(world, { pageId: page.id, parentId: target.id })
  } else {
    const parent = target.parentId === null ? undefined : world.state.pages.get(target.parentId)
    if (parent !== undefined) checkParent(world, page, parent)
    movePage(world, { pageId: page.id, parentId: target.parentId, beside: { pageId: target.id, where } })
  }
  if (world.quirks.moveBumpsVersion)
    savePage(world, page, { userId: request.caller.accountId ?? world.state.ownerId })
  return ok({ pageId: page.id })
}

/** Done at once, told as a long task. */
function archive(world: World, request: ApiRequest) {
  const pages = readObject(request.body)['pages']
  if (!Array.isArray(pages) || pages.length === 0) throw badRequest("'pages' is required")
  const ids = pages.filter(isObject).map(({ id }) => requireEditable(world, request, String(id)).id)
  for (const id of ids) archivePage(world, id)
  const id = `archive-${ids.join('-')}`
  return {
    status: 202,
    body: { id, ari: `ari:cloud:confluence::longtask/${id}`, links: { status: `/rest/api/longtask/${id}` } },
  }
}

function longTask(world: World, request: ApiRequest) {
  const id = param(request, 'id')
  return ok({
    ari: `ari:cloud:confluence::longtask/${id}`,
    id,
    name: { key: 'archive.pages', args: [] },
    elapsedTime: 10,
    percentageComplete: 100,
    successful: true,
    finished: true,
    messages: [],
    status: 'Success',
    errors: [],
    additionalDetails: {},
    _links: { base: confluenceBase(world, 'cloud') },
  })
}

function addLabels(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'id'))
  const labels = [request.body].flat().map((one) => requiredText(readObject(one), 'name'))
  labelPage(world, page.id, ...labels)
  const results = [...page.labels].map(labelView)
  return ok({ results, start: 0, limit: 200, size: results.length, _links: {} })
}

function getUser(world: World, request: ApiRequest) {
  const accountId = request.query.get('accountId') ?? ''
  const user = findUser(world.state, { accountId })
  if (user === undefined) throw notFound(`No user found with account id ${accountId}`)
  return ok(personView(world, 'cloud', user))
}

function contentRemoved(world: World): never {
  if (!world.quirks.contentCrudRemoved) throw notFound('The old content API is not part of the sandbox')
  throw new ApiError(410, 'This deprecated endpoint has been removed. Use the v2 API instead.')
}

/** The whole address of a page for its short one. */
function openTiny(world: World, request: ApiRequest) {
  const page = world.state.pages.get(readTinyCode(param(request, 'code')))
  if (page === undefined) throw notFound('There is no such short link')
  return { status: 302, headers: { location: confluenceBase(world, request.dialect) + webPath(world, page) } }
}

const REMOVED: readonly (readonly ['GET' | 'POST' | 'PUT' | 'DELETE', string])[] = [
  ['GET', '/content'],
  ['POST', '/content'],
  ['GET', '/content/{id}'],
  ['PUT', '/content/{id}'],
  ['DELETE', '/content/{id}'],
  ['GET', '/content/{id}/child/page'],
  ['GET', '/content/{id}/property'],
  ['GET', '/space'],
]

export const oldConfluenceRoutes: readonly Route[] = [
  oldConfluence('POST', '/content/{id}/version', {
    scopes: ['write:confluence-content', 'write:content:confluence'],
    handle: restore,
  }),
  oldConfluence('PUT', '/content/{pageId}/move/{position}/{targetId}', {
    scopes: ['write:confluence-content', 'write:page:confluence'],
    handle: move,
  }),
  oldConfluence('POST', '/content/archive', {
    scopes: ['write:confluence-content', 'write:page:confluence'],
    handle: archive,
  }),
  oldConfluence('GET', '/longtask/{id}', {
    scopes: ['read:content.metadata:confluence'],
    handle: longTask,
  }),
  oldConfluence('POST', '/content/{id}/label', {
    scopes: ['write:confluence-content', 'write:label:confluence'],
    handle: addLabels,
  }),
  oldConfluence('GET', '/user', {
    scopes: ['read:confluence-user', 'read:content-details:confluence'],
    isOpen: false,
    handle: getUser,
  }),
  oldConfluence('GET', '/user/current', {
    scopes: ['read:confluence-user', 'read:content-details:confluence'],
    handle: (world, { caller }) =>
      ok(
        caller.accountId === undefined
          ? { type: 'anonymous', displayName: 'Anonymous', accountId: null, _expandable: {}, _links: {} }
          : personView(world, 'cloud', userOf(world.state, caller.accountId)),
      ),
  }),
  ...REMOVED.map(([method, path]) => oldConfluence(method, path, { isOpen: true, handle: contentRemoved })),
  { ...newConfluence('GET', '', { handle: openTiny }), path: '/wiki/x/{code}' },
  { ...serverConfluence('GET', '', { handle: openTiny }), path: '/x/{code}' },
  {
    ...newConfluence('GET', '', { handle: ({ state }) => ok({ cloudId: state.cloudId }) }),
    path: '/_edge/tenant_info',
  },
]
