import { badFields, badRequest, notFound } from '../http/api-error.ts'
import { objectIn, readObject, requiredText, textIn } from '../http/read-input.ts'
import { type ApiRequest, noContent, ok, param, type Route } from '../http/route.ts'
import { putRemoteLink } from '../mutations/issues.ts'
import { requireIssue } from '../state/access.ts'
import type { Issue, RemoteLink } from '../state/model.ts'
import { jiraUrl } from '../views/jira-url.ts'
import type { World } from '../world.ts'
import { anyJira } from './define.ts'

const LINKS = '/issue/{issueIdOrKey}/remotelink'
const PROPERTIES = '/issue/{issueIdOrKey}/properties'

function linkView(
  world: World,
  { dialect }: ApiRequest,
  [issue, link]: readonly [Issue, RemoteLink],
): object {
  const { id, globalId, application, relationship, object } = link
  return {
    id,
    self: jiraUrl(world, dialect, `/issue/${issue.key}/remotelink/${id}`),
    ...(globalId === undefined ? {} : { globalId }),
    application,
    ...(relationship === undefined ? {} : { relationship }),
    object,
  }
}

/** All, or the one with the global id. */
function listLinks(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const globalId = request.query.get('globalId')
  if (globalId === null) return ok(issue.remoteLinks.map((link) => linkView(world, request, [issue, link])))
  const link = issue.remoteLinks.find((one) => one.globalId === globalId)
  if (link === undefined) throw notFound(`No remote issue link exists with global id '${globalId}'`)
  return ok(linkView(world, request, [issue, link]))
}

/** 201 for a new one, 200 for one whose global id was there; Data Center says 200 to both. */
function putLink(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const input = readObject(request.body)
  const object = objectIn(input, 'object')
  if (object === undefined) throw badFields({ object: "'object' is required." })
  for (const name of ['url', 'title'])
    if (textIn(object, name) === undefined) throw badFields({ [name]: `'${name}' is required.` })
  const { link, isNew } = putRemoteLink(world, issue.id, {
    globalId: textIn(input, 'globalId'),
    application: objectIn(input, 'application'),
    relationship: textIn(input, 'relationship'),
    object,
  })
  const self = jiraUrl(world, request.dialect, `/issue/${issue.key}/remotelink/${link.id}`)
  return { status: isNew && request.dialect === 'cloud' ? 201 : 200, body: { id: link.id, self } }
}

function deleteLink(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const globalId = request.query.get('globalId')
  if (globalId === null) throw badRequest("'globalId' is required")
  const place = issue.remoteLinks.findIndex((link) => link.globalId === globalId)
  if (place < 0) throw notFound(`No remote issue link exists with global id '${globalId}'`)
  issue.remoteLinks.splice(place, 1)
  return noContent
}

function propertyKeys(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const keys = [...issue.properties.keys()].map((key) => ({
    key,
    self: jiraUrl(world, request.dialect, `/issue/${issue.id}/properties/${encodeURIComponent(key)}`),
  }))
  return ok({ keys })
}

function getProperty(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const key = param(request, 'propertyKey')
  if (!issue.properties.has(key)) throw notFound(`The property '${key}' does not exist.`)
  return ok({ key, value: issue.properties.get(key) })
}

function putProperty(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const key = param(request, 'propertyKey')
  requiredText({ key }, 'key')
  if (request.body === undefined) throw badRequest('The property value must not be empty.')
  const isNew = !issue.properties.has(key)
  issue.properties.set(key, request.body)
  return { status: isNew ? 201 : 200 }
}

function deleteProperty(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const key = param(request, 'propertyKey')
  if (!issue.properties.delete(key)) throw notFound(`The property '${key}' does not exist.`)
  return noContent
}

export const jiraDetailRoutes: readonly Route[] = [
  ...anyJira('GET', LINKS, { handle: listLinks }),
  ...anyJira('POST', LINKS, { handle: putLink }),
  ...anyJira('DELETE', LINKS, { handle: deleteLink }),
  ...anyJira('GET', PROPERTIES, { handle: propertyKeys }),
  ...anyJira('GET', `${PROPERTIES}/{propertyKey}`, { handle: getProperty }),
  ...anyJira('PUT', `${PROPERTIES}/{propertyKey}`, { handle: putProperty }),
  ...anyJira('DELETE', `${PROPERTIES}/{propertyKey}`, { handle: deleteProperty }),
]
