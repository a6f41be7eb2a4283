import { ApiError, badRequest, notFound } from '../http/api-error.ts'
import { cursorPage } from '../http/paging.ts'
import { listIn, objectIn, readObject, requiredText, textsIn } from '../http/read-input.ts'
import { type ApiRequest, noContent, ok, param, type Route } from '../http/route.ts'
import { checkTask, setPageProperty } from '../mutations/pages.ts'
import { readsPage, requireEditable, requirePage, seesSpace } from '../state/access.ts'
import type { InlineTask, Page, Property } from '../state/model.ts'
import { taskFacts } from '../storage/find-tasks.ts'
import { latestOf } from '../state/look-up.ts'
import { propertyView, spaceView, taskView } from '../views/page.view.ts'
import type { World } from '../world.ts'
import { confluenceBase } from '../views/confluence-url.ts'
import { newConfluence } from './define.ts'
import { wantsBody } from './page.routes.ts'

const V2 = '/wiki/api/v2'
const PROPERTIES = '/pages/{page_id}/properties'
const PROPERTY = `${PROPERTIES}/{property_id}`

function listTasks(world: World, request: ApiRequest) {
  const { query } = request
  const withBody = wantsBody(query)
  const blank = query.get('include-blank-tasks') !== 'false'
  const items = [...world.state.tasks.values()].filter(
    (task) => isAsked(query, task) && isReadable(world, request, task) && (blank || !isBlank(world, task)),
  )
  const view = (task: InlineTask): object => taskView(world, task, withBody)
  return cursorPage(world, request, { path: `${V2}/tasks`, items, view })
}

function isAsked(query: URLSearchParams, { id, pageId, assigneeId, isComplete }: InlineTask): boolean {
  const fits = (name: string, value: string | null): boolean => {
    const wanted = listIn(query, name)
    return wanted.length === 0 || (value !== null && wanted.includes(value))
  }
  const status = isComplete ? 'complete' : 'incomplete'
  return (
    fits('task-id', id) &&
    fits('page-id', pageId) &&
    fits('assigned-to', assigneeId) &&
    fits('status', status)
  )
}

function isReadable(world: World, { caller }: ApiRequest, { pageId }: InlineTask): boolean {
  const page = world.state.pages.get(pageId)
  return page?.status === 'current' && readsPage(world, page, caller.accountId)
}

function isBlank({ state }: World, { pageId, localId }: InlineTask): boolean {
  const page = state.pages.get(pageId)
  const facts = page === undefined ? [] : taskFacts(latestOf(page).body)
  return facts.find((one) => one.localId === localId)?.isBlank ?? true
}

function requireTask(world: World, request: ApiRequest): InlineTask {
  const task = world.state.tasks.get(param(request, 'id'))
  if (task === undefined || !isReadable(world, request, task)) throw notFound('Cannot find the task')
  return task
}

/** Nothing but the status can be changed. */
function updateTask(world: World, request: ApiRequest) {
  const task = requireTask(world, request)
  requireEditable(world, request, task.pageId)
  const status = requiredText(readObject(request.body), 'status')
  if (status !== 'complete' && status !== 'incomplete') throw badRequest(`'${status}' is no status of a task`)
  const { accountId } = request.caller
  const done = checkTask(world, task.id, { isComplete: status === 'complete', userId: accountId })
  return ok(taskView(world, done, wantsBody(request.query)))
}

function listProperties(world: World, request: ApiRequest) {
  const page = requirePage(world, request, param(request, 'page_id'))
  const key = request.query.get('key')
  const items = [...page.properties.values()].filter((one) => key === null || one.key === key)
  return cursorPage(world, request, { path: `${V2}/pages/${page.id}/properties`, items, view: propertyView })
}

function createProperty(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'page_id'))
  const input = readObject(request.body)
  const key = requiredText(input, 'key')
  if (page.properties.has(key)) throw badRequest(`A property with the key ${key} already exists`)
  return ok(
    propertyView(
      setPageProperty(world, page.id, { key, value: input['value'], userId: request.caller.accountId }),
    ),
  )
}

function requireProperty(request: ApiRequest, page: Page): Property {
  const id = param(request, 'property_id')
  const property = [...page.properties.values()].find((one) => one.id === id)
  if (property === undefined) throw notFound(`Cannot find property with id ${id}`)
  return property
}

function updateProperty(world: World, request: ApiRequest) {
  const page = requireEditable(world, request, param(request, 'page_id'))
  const property = requireProperty(request, page)
  const input = readObject(request.body)
  if (requiredText(input, 'key') !== property.key) throw badRequest('The key of a property cannot be changed')
  const given = objectIn(input, 'version')?.['number']
  if (given !== property.number + 1)
    throw new ApiError(
      409,
      `Version must be incremented when updating a property. Current Version: [${property.number}]. Provided version: [${String(given)}]`,
      { code: 'CONFLICT' },
    )
  const { accountId: userId } = request.caller
  return ok(
    propertyView(setPageProperty(world, page.id, { key: property.key, value: input['value'], userId })),
  )
}

/** Nobody sees none: 200 with an empty list, which is no proof that the token is good. */
function listSpaces(world: World, request: ApiRequest) {
  const [ids, keys] = [listIn(request.query, 'ids'), listIn(request.query, 'keys')]
  const items = [...world.state.spaces.values()].filter(
    (space) =>
      seesSpace(space, request.caller.accountId) &&
      (ids.length === 0 || ids.includes(space.id)) &&
      (keys.length === 0 || keys.includes(space.key)),
  )
  return cursorPage(world, request, { path: `${V2}/spaces`, items, view: spaceView })
}

function getSpace(world: World, request: ApiRequest) {
  const space = world.state.spaces.get(param(request, 'id'))
  if (space === undefined || !seesSpace(space, request.caller.accountId))
    throw notFound('Cannot find space with this id')
  const { currentActiveAlias: _, ...view } = Object(spaceView(space)) as Record<string, unknown>
  const links = Object(view['_links']) as object
  return ok({ ...view, _links: { ...links, base: confluenceBase(world, 'cloud') } })
}

function usersBulk(world: World, request: ApiRequest) {
  const ids = textsIn(readObject(request.body), 'accountIds')
  if (ids === undefined || ids.length === 0) throw badRequest("'accountIds' is required")
  if (ids.length > 250) throw badRequest("'accountIds' must not have more than 250 entries")
  const results = ids
    .map((id) => world.state.users.get(id))
    .filter((user) => user !== undefined)
    .map(({ accountId, displayName, email, isEmailVisible, isActive, timeZone }) => ({
      accountId,
      accountType: 'atlassian',
      accountStatus: isActive ? 'active' : 'inactive',
      displayName,
      publicName: displayName,
      email: isEmailVisible ? email : '',
      timeZone,
      personalSpaceId: null,
      isExternalCollaborator: false,
      profilePicture: { path: '/wiki/default-avatar.png', isDefault: true },
    }))
  return ok({ results, _links: { base: confluenceBase(world, 'cloud') } })
}

const SPACES = ['read:space:confluence']

export const pageDetailRoutes: readonly Route[] = [
  newConfluence('GET', '/tasks', { scopes: ['read:task:confluence'], handle: listTasks }),
  newConfluence('GET', '/tasks/{id}', {
    scopes: ['read:task:confluence'],
    handle: (world, request) => ok(taskView(world, requireTask(world, request), wantsBody(request.query))),
  }),
  newConfluence('PUT', '/tasks/{id}', { scopes: ['write:task:confluence'], handle: updateTask }),
  newConfluence('GET', PROPERTIES, { handle: listProperties }),
  newConfluence('POST', PROPERTIES, {
    scopes: ['read:page:confluence', 'write:page:confluence'],
    handle: createProperty,
  }),
  newConfluence('GET', PROPERTY, {
    handle: (world, request) =>
      ok(propertyView(requireProperty(request, requirePage(world, request, param(request, 'page_id'))))),
  }),
  newConfluence('PUT', PROPERTY, { handle: updateProperty }),
  newConfluence('DELETE', PROPERTY, {
    handle: (world, request) => {
      const page = requireEditable(world, request, param(request, 'page_id'))
      page.properties.delete(requireProperty(request, page).key)
      return noContent
    },
  }),
  newConfluence('GET', '/spaces', { scopes: SPACES, handle: listSpaces }),
  newConfluence('GET', '/spaces/{id}', { scopes: SPACES, handle: getSpace }),
  newConfluence('POST', '/users-bulk', { scopes: ['read:user:confluence'], handle: usersBulk }),
]
