import { ApiError, badRequest, notFound } from '../http/api-error.ts'
import { integerIn, type JsonObject, listIn, readObject, textIn, textsIn } from '../http/read-input.ts'
import { type ApiRequest, ok, type Route } from '../http/route.ts'
import { search } from '../jql/search.ts'
import { findVisibleIssue } from '../state/access.ts'
import { param } from '../http/route.ts'
import { mustHave, statusOf, typeOf } from '../state/look-up.ts'
import type { Issue } from '../state/model.ts'
import { issueView } from '../views/issue.view.ts'
import { jiraUrl } from '../views/jira-url.ts'
import type { World } from '../world.ts'
import { agileJira, cloudJira, serverJira } from './define.ts'

const MOST_FOUND = 5000

interface Asked {
  readonly jql: string
  readonly fields: readonly string[]
  readonly maxResults: number
  readonly nextPageToken: string | undefined
  readonly reconcileIds: readonly string[]
}

function readGet({ query }: ApiRequest): Asked {
  const fields = listIn(query, 'fields')
  return {
    jql: query.get('jql') ?? '',
    fields: fields.length === 0 ? ['id'] : fields,
    maxResults: Number(query.get('maxResults') ?? 50),
    nextPageToken: query.get('nextPageToken') ?? undefined,
    reconcileIds: listIn(query, 'reconcileIssues'),
  }
}

function readPost({ body }: ApiRequest): Asked {
  const input = readObject(body)
  return {
    jql: textIn(input, 'jql') ?? '',
    fields: textsIn(input, 'fields') ?? ['id'],
    maxResults: integerIn(input, 'maxResults') ?? 50,
    nextPageToken: textIn(input, 'nextPageToken'),
    reconcileIds: reconcileIn(input),
  }
}

function reconcileIn(input: JsonObject): readonly string[] {
  const ids = input['reconcileIssues'] ?? []
  if (!Array.isArray(ids) || !ids.every(Number.isInteger))
    throw badRequest("'reconcileIssues' must be an array of ids")
  return ids.map(String)
}

/** By token only; no total; a last page says so. */
function searchCloud(world: World, request: ApiRequest, asked: Asked) {
  const { jql, fields, maxResults, reconcileIds } = asked
  if (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > MOST_FOUND)
    throw badRequest(`maxResults must be between 1 and ${MOST_FOUND}`)
  if (reconcileIds.length > 50) throw badRequest('reconcileIssues must not have more than 50 entries')
  const start = readToken(asked)
  const found = search({
    world,
    accountId: request.caller.accountId,
    jql,
    mustBeBounded: true,
    reconcileIds,
  })
  const size = world.quirks.shortSearchPages ? Math.ceil(maxResults / 2) : maxResults
  const issues = found.slice(start, start + size)
  const isLast = start + size >= found.length
  return ok({
    issues: issues.map((issue) => issueView({ world, dialect: 'cloud' }, issue, fields)),
    ...(isLast ? {} : { nextPageToken: makeToken(jql, start + size) }),
    isLast,
  })
}

function makeToken(jql: string, start: number): string {
  return Buffer.from(JSON.stringify([jql, start])).toString('base64url')
}

/** A token goes on with its own query only. */
function readToken({ jql, nextPageToken }: Asked): number {
  if (nextPageToken === undefined) return 0
  const text = Buffer.from(nextPageToken, 'base64url').toString()
  const start = /,(\d+)\]$/.exec(text)?.[1]
  if (start === undefined || makeToken(jql, Number(start)) !== nextPageToken)
    throw badRequest('The provided next page token is invalid.')
  return Number(start)
}

/** With startAt and total; what exceeds the cap is cut without a word. */
function searchServer(world: World, request: ApiRequest, { jql, fields, page }: ServerAsked) {
  const { accountId } = request.caller
  const found = search({ world, accountId, jql, mustBeBounded: false, reconcileIds: [] })
  return ok({ expand: 'names,schema', ...serverPage(world, found, { fields, page }) })
}

interface ServerAsked {
  readonly jql: string
  readonly fields: readonly string[]
  readonly page: Page
}

interface Page {
  readonly startAt: number
  readonly maxResults: number
}

function serverPage(world: World, found: readonly Issue[], { fields, page }: Omit<ServerAsked, 'jql'>) {
  const maxResults = Math.min(page.maxResults, world.quirks.searchCap)
  const wanted = fields.length === 0 ? ['*navigable'] : fields
  const issues = found
    .slice(page.startAt, page.startAt + maxResults)
    .map((issue) => issueView({ world, dialect: 'data-center' }, issue, wanted))
  return { startAt: page.startAt, maxResults, total: found.length, issues }
}

function pageIn(query: URLSearchParams): Page {
  return { startAt: Number(query.get('startAt') ?? 0), maxResults: Number(query.get('maxResults') ?? 50) }
}

function searchRemoved(world: World): never {
  const message =
    'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046'
  throw world.quirks.searchRemoved
    ? new ApiError(410, message)
    : notFound('The old search is not part of the sandbox')
}

function requireEpic(world: World, request: ApiRequest): Issue {
  const issue = findVisibleIssue(world, request, param(request, 'epicIdOrKey'))
  if (issue === undefined || typeOf(world.state, issue).hierarchyLevel !== 1)
    throw notFound('The requested epic does not exist or you do not have permission to see it.')
  return issue
}

function epicView(world: World, { id, key, summary, ...issue }: Issue): object {
  const { category } = statusOf(world.state, mustHave(world.state.issues, id))
  const self = jiraUrl(world, 'data-center', `/issue/${id}`).replace('/api/2/issue', '/agile/1.0/epic')
  const name = issue.custom.get('customfield_10102') ?? summary
  return { id: Number(id), key, self, name, summary, color: { key: 'color_1' }, done: category === 'done' }
}

export const jiraSearchRoutes: readonly Route[] = [
  cloudJira('GET', '/search/jql', {
    handle: (world, request) => searchCloud(world, request, readGet(request)),
  }),
  cloudJira('POST', '/search/jql', {
    isOpen: true,
    scopes: ['read:jira-work'],
    handle: (world, request) => searchCloud(world, request, readPost(request)),
  }),
  cloudJira('POST', '/search/approximate-count', {
    isOpen: true,
    scopes: ['read:jira-work'],
    handle: (world, request) => {
      const { jql } = readPost(request)
      const { accountId } = request.caller
      return ok({ count: search({ world, accountId, jql, mustBeBounded: true, reconcileIds: [] }).length })
    },
  }),
  cloudJira('GET', '/search', { handle: searchRemoved }),
  cloudJira('POST', '/search', { isOpen: true, scopes: ['read:jira-work'], handle: searchRemoved }),
  serverJira('GET', '/search', {
    handle: (world, request) =>
      searchServer(world, request, {
        jql: request.query.get('jql') ?? '',
        fields: listIn(request.query, 'fields'),
        page: pageIn(request.query),
      }),
  }),
  serverJira('POST', '/search', {
    isOpen: true,
    handle: (world, request) => {
      const input = readObject(request.body)
      return searchServer(world, request, {
        jql: textIn(input, 'jql') ?? '',
        fields: textsIn(input, 'fields') ?? [],
        page: { startAt: integerIn(input, 'startAt') ?? 0, maxResults: integerIn(input, 'maxResults') ?? 50 },
      })
    },
  }),
  agileJira('GET', '/epic/{epicIdOrKey}', {
    handle: (world, request) => ok(epicView(world, requireEpic(world, request))),
  }),
  agileJira('GET', '/epic/{epicIdOrKey}/issue', {
    handle: (world, request) => {
      const epic = requireEpic(world, request)
      const found = [...world.state.issues.values()].filter(({ parentId }) => parentId === epic.id)
      const asked = { fields: listIn(request.query, 'fields'), page: pageIn(request.query) }
      return ok({ expand: 'schema,names', ...serverPage(world, found, asked) })
    },
  }),
]
