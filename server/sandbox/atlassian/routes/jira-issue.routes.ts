import { badRequest, forbidden, noIssue, notFound } from '../http/api-error.ts'
import { canBeAssigned, userNamed } from '../jira/field-values.ts'
import { flagIn, idText, listIn, readObject, textsIn } from '../http/read-input.ts'
import { type ApiRequest, noContent, ok, type Route } from '../http/route.ts'
import { readChange } from '../jira/read-issue.ts'
import { transitionIssue } from '../jira/transition.ts'
import { commentOn, deleteIssue, editIssue, linkIssues, transitionsFrom } from '../mutations/issues.ts'
import { findVisibleIssue, requireIssue } from '../state/access.ts'
import { projectOf, typeOf } from '../state/look-up.ts'
import type { Issue, RichText } from '../state/model.ts'
import { commentsView, commentView, issueView } from '../views/issue.view.ts'
import { documentFault } from '../views/rich-text.ts'
import { transitionView } from '../views/transition.view.ts'
import type { World } from '../world.ts'
import { anyJira, cloudJira } from './define.ts'

const MOST_FETCHED = 100

function getIssue(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const fields = listIn(request.query, 'fields')
  const properties = listIn(request.query, 'properties')
  const seen = { world, dialect: request.dialect }
  const view = issueView(seen, issue, fields.length === 0 ? ['*all'] : fields)
  if (properties.length === 0) return ok(view)
  const isWanted = (key: string): boolean => properties.includes('*all') || properties.includes(key)
  const kept = [...issue.properties].filter(([key]) => isWanted(key))
  return ok({ ...view, properties: Object.fromEntries(kept) })
}

/** Keys that are unknown, or not to be seen, are told one by one. */
function bulkFetch(world: World, request: ApiRequest) {
  const input = readObject(request.body)
  const wanted = textsIn(input, 'issueIdsOrKeys') ?? []
  if (wanted.length === 0) throw badRequest('issueIdsOrKeys must not be empty')
  if (wanted.length > MOST_FETCHED)
    throw badRequest(`issueIdsOrKeys must not have more than ${MOST_FETCHED} entries`)
  const fields = textsIn(input, 'fields') ?? ['*navigable']
  const found = wanted.map((id) => ({ id, issue: findVisibleIssue(world, request, id) }))
  const issues = [...new Set(found.map(({ issue }) => issue))].filter((issue) => issue !== undefined)
  return ok({
    issues: issues.map((issue) => issueView({ world, dialect: request.dialect }, issue, fields)),
    issueErrors: found
      .filter(({ issue }) => issue === undefined)
      .map(({ id }) => ({ id, errorMessage: noIssue().message })),
  })
}

function edit(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  editIssue(world, issue.id, readChange(world, request, issue))
  return noContent
}

function assign(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const body = readObject(request.body)
  const name = body[request.dialect === 'cloud' ? 'accountId' : 'name']
  if (name !== null && typeof name !== 'string') throw badRequest('The assignee is missing')
  const project = projectOf(world.state, issue)
  if (name === null) editIssue(world, issue.id, { assigneeId: null })
  else if (name === '-1') editIssue(world, issue.id, { assigneeId: project.leadId })
  else {
    const user = userNamed({ world, dialect: request.dialect }, name)
    if (user === undefined || !canBeAssigned(project, user))
      throw badRequest(`User '${name}' cannot be assigned issues.`)
    editIssue(world, issue.id, { assigneeId: user.accountId })
  }
  return noContent
}

function listTransitions(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const withFields = request.query.get('expand')?.includes('transitions.fields') === true
  const only = request.query.get('transitionId')
  const transitions = transitionsFrom(world, issue)
    .filter(({ id }) => only === null || id === only)
    .map((transition) => transitionView({ world, dialect: request.dialect }, transition, withFields))
  return ok({ expand: 'transitions', transitions })
}

function remove(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  if (hasSubtasks(world, issue) && !flagIn(request.query, 'deleteSubtasks'))
    throw badRequest(
      `The issue '${issue.key}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
    )
  deleteIssue(world, issue.id)
  return noContent
}

function hasSubtasks({ state }: World, issue: Issue): boolean {
  return [...state.issues.values()].some(
    (one) => one.parentId === issue.id && typeOf(state, one).hierarchyLevel < 0,
  )
}

function addComment(world: World, request: ApiRequest) {
  const issue = requireIssue(world, request)
  const body = readObject(request.body)['body']
  const fault = request.dialect === 'cloud' ? documentFault(body) : undefined
  if (fault !== undefined || (request.dialect === 'data-center' && typeof body !== 'string'))
    throw badRequest(fault ?? 'Comment body can not be empty!')
  // The line above leaves only documents on Cloud and only text on Data Center.
  const comment = commentOn(world, issue.id, { body: body as RichText, userId: request.caller.accountId })
  return { status: 201, body: commentView({ world, dialect: request.dialect }, issue, comment) }
}

/** Inward and outward are as in the link type's names: the outward issue is the one that e.g. is blocked. */
function link(world: World, request: ApiRequest) {
  const { type, inwardIssue, outwardIssue } = readObject(request.body)
  const ends = [inwardIssue, outwardIssue].map((end) => {
    const { key, id } = readObject(end)
    const found = findVisibleIssue(world, request, idText(key ?? id))
    if (found === undefined) throw noIssue()
    return found.id
  })
  const { name, id } = readObject(type)
  const known = [...world.state.linkTypes.values()].find((one) => one.name === name || one.id === id)
  if (known === undefined) throw notFound(`No issue link type with name '${idText(name)}' found.`)
  const [inward = '', outward = ''] = ends
  if (inward === outward) throw forbidden('You cannot link an issue to itself.')
  linkIssues(world, { type: known.name, inward, outward })
  return { status: 201 }
}

export const jiraIssueRoutes: readonly Route[] = [
  ...anyJira('GET', '/issue/{issueIdOrKey}', { handle: getIssue }),
  ...anyJira('PUT', '/issue/{issueIdOrKey}', { handle: edit }),
  ...anyJira('DELETE', '/issue/{issueIdOrKey}', { handle: remove }),
  cloudJira('POST', '/issue/bulkfetch', { scopes: ['read:jira-work'], handle: bulkFetch }),
  ...anyJira('PUT', '/issue/{issueIdOrKey}/assignee', { handle: assign }),
  ...anyJira('GET', '/issue/{issueIdOrKey}/transitions', { handle: listTransitions }),
  ...anyJira('POST', '/issue/{issueIdOrKey}/transitions', {
    handle: (world, request) => {
      transitionIssue(world, request, requireIssue(world, request))
      return noContent
    },
  }),
  ...anyJira('GET', '/issue/{issueIdOrKey}/comment', {
    handle: (world, request) =>
      ok(commentsView({ world, dialect: request.dialect }, requireIssue(world, request))),
  }),
  ...anyJira('POST', '/issue/{issueIdOrKey}/comment', { handle: addComment }),
  ...anyJira('POST', '/issueLink', { handle: link }),
]
