import { ApiError, badRequest } from '../http/api-error.ts'
import { isObject, readObject } from '../http/read-input.ts'
import { type ApiRequest, created, type Route } from '../http/route.ts'
import { readNewIssue } from '../jira/read-issue.ts'
import { transitionIssue } from '../jira/transition.ts'
import { createIssue } from '../mutations/issues.ts'
import type { Issue } from '../state/model.ts'
import { jiraUrl } from '../views/jira-url.ts'
import type { World } from '../world.ts'
import { anyJira } from './define.ts'

const MOST_AT_ONCE = 50

/** One issue with what the body says beside its fields: properties and the first transition. */
function createOne(world: World, request: ApiRequest, body: unknown): object {
  const input = readObject(body)
  const issue = createIssue(world, readNewIssue(world, request, input))
  for (const property of [input['properties'] ?? []].flat())
    if (isObject(property) && typeof property['key'] === 'string')
      issue.properties.set(property['key'], property['value'])
  if (input['transition'] === undefined) return createdView(world, request, issue)
  const status = firstTransition(world, { ...request, body: { transition: input['transition'] } }, issue)
  return { ...createdView(world, request, issue), transition: status }
}

/** A bad one leaves the issue where it is and is told beside it. */
function firstTransition(world: World, request: ApiRequest, issue: Issue): object {
  try {
    transitionIssue(world, request, issue)
    return { status: 204, errorCollection: { errorMessages: [], errors: {} } }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { status: error.status, errorCollection: error.bodyAs('jira') }
  }
}

function createdView(world: World, { dialect }: ApiRequest, { id, key }: Issue): object {
  return { id, key, self: jiraUrl(world, dialect, `/issue/${id}`) }
}

/** Some may fail: they are told by their place in the request. */
function createMany(world: World, request: ApiRequest) {
  const updates = readObject(request.body)['issueUpdates']
  if (!Array.isArray(updates) || updates.length === 0) throw badRequest("'issueUpdates' is required")
  if (updates.length > MOST_AT_ONCE)
    throw badRequest(`Cannot create more than ${MOST_AT_ONCE} issues in one request`)
  const issues: object[] = []
  const errors: object[] = []
  for (const [failedElementNumber, update] of updates.entries())
    try {
      issues.push(createOne(world, request, update))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      errors.push({ status: error.status, elementErrors: error.bodyAs('jira'), failedElementNumber })
    }
  const body = { issues, errors }
  if (issues.length === 0) throw new ApiError(400, '', { body })
  return created(body)
}

export const jiraCreateRoutes: readonly Route[] = [
  ...anyJira('POST', '/issue', {
    handle: (world, request) => created(createOne(world, request, request.body)),
  }),
  ...anyJira('POST', '/issue/bulk', { handle: createMany }),
]
