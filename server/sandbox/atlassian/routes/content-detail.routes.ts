import { ApiError, badRequest, notFound } from '../http/api-error.ts'
import { contentPage } from '../http/paging.ts'
import { listIn, objectIn, readObject, requiredText } from '../http/read-input.ts'
import { type ApiRequest, noContent, ok, param, type Route } from '../http/route.ts'
import { labelPage, setPageProperty } from '../mutations/pages.ts'
import { requireEditable, requirePage, seesSpace } from '../state/access.ts'
import { findSpace, findUser, userOf } from '../state/look-up.ts'
import type { Page, Property } from '../state/model.ts'
import { confluenceBase } from '../views/confluence-url.ts'
import {
  contentPropertyView,
  contentSpaceView,
  contentView,
  labelView,
  personView,
} from '../views/content.view.ts'
import type { World } from '../world.ts'
import { serverConfluence } from './define.ts'

const PROPERTIES = '/content/{id}/property'
const PROPERTY = `${PROPERTIES}/{key}`

function requireProperty(request: ApiRequest, page: Page): Property {
  const property = page.properties.get(param(request, 'key'))
  if (property === undefined)
    throw notFound(`Cannot find content property with key: ${param(request, 'key')}`)
  return property
}

function listProperties(world: World, request: ApiRequest) {
  const page = requirePage(world, request, param(request, 'id'))
  const view = (property: Property): object => contentPropertyView(page, property)
  const path = `/rest/api/content/${page.id}/property`
  return contentPage(request, { path, items: [...page.properties.values()], view, most: 200 })
}

function createProperty(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'id'))
  const input = readObject(request.body)
  const key = requiredText(input, 'key')
  if (page.properties.has(key))
    throw new ApiError(409, `A content property with the key ${key} already exists`)
  const { accountId: userId } = request.caller
  return ok(
    contentPropertyView(page, setPageProperty(world, page.id, { key, value: input['value'], userId })),
  )
}

function updateProperty(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'id'))
  const key = param(request, 'key')
  const input = readObject(request.body)
  const given = objectIn(input, 'version')?.['number']
  const current = page.properties.get(key)?.number ?? 0
  if (typeof given !== 'number') throw badRequest('The version of the property is missing')
  if (given !== current + 1)
    throw new ApiError(409, `Version must be incremented on update. Current version is: ${current}`)
  const { accountId: userId } = request.caller
  return ok(
    contentPropertyView(page, setPageProperty(world, page.id, { key, value: input['value'], userId })),
  )
}

function addLabels(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'id'))
  const labels = [request.body].flat().map((one) => requiredText(readObject(one), 'name'))
  labelPage(world, page.id, ...labels)
  return listLabels(world, request)
}

function listLabels(world: World, request: ApiRequest) {
  const page = requirePage(world, request, param(request, 'id'))
  const path = `/rest/api/content/${page.id}/label`
  return contentPage(request, { path, items: [...page.labels], view: labelView, most: 200 })
}

function listSpaces(world: World, request: ApiRequest) {
  const keys = request.query.getAll('spaceKey')
  const items = [...world.state.spaces.values()].filter(
    (space) => seesSpace(space, request.caller.accountId) && (keys.length === 0 || keys.includes(space.key)),
  )
  return contentPage(request, { path: '/rest/api/space', items, view: contentSpaceView, most: 200 })
}

function getUser(world: World, request: ApiRequest) {
  const [key, username] = [request.query.get('key'), request.query.get('username')]
  const user = findUser(world.state, key === null ? { username: username ?? '' } : { userKey: key })
  if (user === undefined)
    throw notFound(`No user found with ${key === null ? 'username' : 'key'} : ${key ?? username ?? ''}`)
  return ok(personView(world, 'data-center', user))
}

/** Nobody is somebody here, too: 200 with the type anonymous. */
function currentUser(world: World, { caller }: ApiRequest) {
  if (caller.accountId !== undefined)
    return ok(personView(world, 'data-center', userOf(world.state, caller.accountId)))
  const profilePicture = {
    path: '/images/icons/profilepics/anonymous.svg',
    width: 48,
    height: 48,
    isDefault: true,
  }
  return ok({ type: 'anonymous', profilePicture, displayName: 'Anonymous' })
}

export const contentDetailRoutes: readonly Route[] = [
  serverConfluence('GET', PROPERTIES, { handle: listProperties }),
  serverConfluence('POST', PROPERTIES, { handle: createProperty }),
  serverConfluence('GET', PROPERTY, {
    handle: (world, request) => {
      const page = requirePage(world, request, param(request, 'id'))
      return ok(contentPropertyView(page, requireProperty(request, page)))
    },
  }),
  serverConfluence('PUT', PROPERTY, { handle: updateProperty }),
  serverConfluence('DELETE', PROPERTY, {
    handle: (world, request) => {
      const page = requireEditable(world, request, param(request, 'id'))
      page.properties.delete(requireProperty(request, page).key)
      return noContent
    },
  }),
  serverConfluence('GET', '/content/{id}/label', { handle: listLabels }),
  serverConfluence('POST', '/content/{id}/label', { handle: addLabels }),
  serverConfluence('GET', '/space', { handle: listSpaces }),
  serverConfluence('GET', '/space/{spaceKey}', {
    handle: (world, request) => {
      const space = findSpace(world.state, param(request, 'spaceKey'))
      if (space === undefined || !seesSpace(space, request.caller.accountId))
        throw notFound(`No space found with key : ${param(request, 'spaceKey')}`)
      const home = world.state.pages.get(space.homepageId)
      const isExpanded = home !== undefined && listIn(request.query, 'expand').includes('homepage')
      const homepage = isExpanded ? { homepage: contentView(world, home, { expand: [] }) } : {}
      return ok({ ...contentSpaceView(space), ...homepage })
    },
  }),
  serverConfluence('GET', '/user', { isOpen: false, handle: getUser }),
  serverConfluence('GET', '/user/current', { handle: currentUser }),
  serverConfluence('GET', '/server-information', {
    isOpen: false,
    handle: (world) =>
      ok({
        baseUrl: confluenceBase(world, 'data-center'),
        version: '10.0.3',
        buildNumber: 10_003,
        marketplaceBuildNumber: 10_003,
        buildDate: '2026-01-01',
      }),
  }),
]
