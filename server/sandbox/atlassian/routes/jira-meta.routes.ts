import { badRequest, notFound } from '../http/api-error.ts'
import { offsetPage } from '../http/paging.ts'
import { type ApiRequest, ok, param, type Route } from '../http/route.ts'
import { canBeAssigned } from '../jira/field-values.ts'
import { seesProject, visibleProjects } from '../state/access.ts'
import { findIssue, findProject, mustHave, projectOf } from '../state/look-up.ts'
import type { IssueType, Project, User } from '../state/model.ts'
import {
  createFieldView,
  fieldView,
  issueTypeView,
  linkTypeView,
  type OnScreen,
  projectView,
  type Seen,
  statusView,
} from '../views/jira-meta.view.ts'
import { jiraBase, jiraUrl } from '../views/jira-url.ts'
import { jiraMoment } from '../views/moment.ts'
import type { World } from '../world.ts'
import { anyJira, cloudJira, serverJira } from './define.ts'

const META = '/issue/createmeta/{projectIdOrKey}/issuetypes'

function seen(world: World, { dialect }: ApiRequest): Seen {
  return { world, dialect }
}

function requireProject(world: World, request: ApiRequest): Project {
  const idOrKey = param(request, 'projectIdOrKey')
  const project = findProject(world.state, idOrKey)
  if (project === undefined || !seesProject(project, request.caller.accountId))
    throw notFound(`No project could be found with key '${idOrKey}'.`)
  return project
}

function typesOf({ state }: World, { typeIds }: Project): readonly IssueType[] {
  return typeIds.map((id) => mustHave(state.issueTypes, id))
}

/** Cloud names the list after what it holds, Data Center calls it values. */
function listTypes(world: World, request: ApiRequest) {
  const page = offsetPage(request.query, typesOf(world, requireProject(world, request)))
  const types = page.items.map((type) => issueTypeView(seen(world, request), type))
  return ok(metaPage(request, page, { issueTypes: types }))
}

function metaPage(
  { dialect }: ApiRequest,
  { startAt, maxResults, total }: Omit<ReturnType<typeof offsetPage>, 'items'>,
  named: Readonly<Record<string, readonly object[]>>,
): object {
  const values = Object.values(named).flat()
  if (dialect === 'cloud') return { startAt, maxResults, total, ...named }
  return { startAt, maxResults, total, isLast: startAt + values.length >= total, values }
}

function listFields(world: World, request: ApiRequest) {
  const project = requireProject(world, request)
  const type = typesOf(world, project).find(({ id }) => id === param(request, 'issueTypeId'))
  if (type === undefined) throw badRequest('The issue type is not valid for the project.')
  const page = offsetPage(request.query, screenOf(world, request, { project, type }))
  const fields = page.items.map((one) => createFieldView(seen(world, request), one))
  return ok(metaPage(request, page, { fields }))
}

interface Kind {
  readonly project: Project
  readonly type: IssueType
}

function screenOf(world: World, request: ApiRequest, { project, type }: Kind): readonly OnScreen[] {
  const shown = project.screens.get(type.id)
  const required = ['summary', 'issuetype', 'project', ...(type.hierarchyLevel < 0 ? ['parent'] : [])]
  const allowed: Readonly<Record<string, readonly object[]>> = {
    issuetype: [issueTypeView(seen(world, request), type)],
    project: [projectView(seen(world, request), project)],
  }
  return [...world.state.fields.values()]
    .filter(
      ({ id, dialect }) =>
        (dialect === 'both' || dialect === request.dialect) &&
        id !== 'status' &&
        ((shown?.has(id) ?? true) || required.includes(id)),
    )
    .map((field) => ({
      field,
      isRequired: required.includes(field.id) || project.required.get(type.id)?.has(field.id) === true,
      allowedValues: allowed[field.id],
    }))
}

function typesForProject(world: World, request: ApiRequest) {
  const id = request.query.get('projectId') ?? ''
  const project = world.state.projects.get(id)
  if (project === undefined || !seesProject(project, request.caller.accountId))
    throw notFound(`No project could be found with id '${id}'.`)
  return ok(typesOf(world, project).map((type) => issueTypeView(seen(world, request), type)))
}

/** Nobody sees none: 200 with an empty list, which is no proof that the token is good. */
function searchProjects(world: World, request: ApiRequest) {
  const { query, caller } = request
  const keys = query.getAll('keys')
  const text = query.get('query')?.toLowerCase() ?? ''
  const found = visibleProjects(world, caller.accountId).filter(
    ({ key, name }) =>
      (keys.length === 0 || keys.includes(key)) && `${key} ${name}`.toLowerCase().includes(text),
  )
  const { items, ...page } = offsetPage(query, found, 100)
  const isLast = page.startAt + items.length >= page.total
  const self = jiraUrl(world, request.dialect, '/project/search')
  return ok({
    self,
    ...page,
    isLast,
    values: items.map((project) => projectView(seen(world, request), project)),
  })
}

function serverInfo(world: World, request: ApiRequest) {
  const isCloud = request.dialect === 'cloud'
  const now = world.clock.now()
  return ok({
    baseUrl: jiraBase(world, request.dialect),
    version: isCloud ? '1001.0.0-SNAPSHOT' : '10.3.24',
    versionNumbers: isCloud ? [1001, 0, 0] : [10, 3, 24],
    deploymentType: isCloud ? 'Cloud' : 'Server',
    buildNumber: isCloud ? 100_285 : 10_030_024,
    buildDate: jiraMoment(new Date(Date.UTC(2026, 0, 1))),
    serverTime: jiraMoment(now),
    scmInfo: 'sandbox',
    serverTitle: 'Jira',
  })
}

/** Who may be assigned in the project, or to the issue. */
export function assignableUsers(world: World, { query, caller }: ApiRequest): readonly User[] {
  const issue = findIssue(world.state, query.get('issueKey') ?? '')
  const project =
    issue === undefined ? findProject(world.state, query.get('project') ?? '') : projectOf(world.state, issue)
  if (project === undefined || !seesProject(project, caller.accountId))
    throw notFound(`No project could be found with key '${query.get('project') ?? ''}'.`)
  return [...world.state.users.values()].filter((user) => canBeAssigned(project, user))
}

export const jiraMetaRoutes: readonly Route[] = [
  ...anyJira('GET', META, { handle: listTypes }),
  ...anyJira('GET', `${META}/{issueTypeId}`, { handle: listFields }),
  cloudJira('GET', '/issuetype/project', { handle: typesForProject }),
  ...anyJira('GET', '/issuetype', {
    isOpen: false,
    handle: (world, request) =>
      ok([...world.state.issueTypes.values()].map((type) => issueTypeView(seen(world, request), type))),
  }),
  cloudJira('GET', '/project/search', { handle: searchProjects }),
  serverJira('GET', '/project', {
    handle: (world, request) =>
      ok(
        visibleProjects(world, request.caller.accountId).map((project) =>
          projectView(seen(world, request), project),
        ),
      ),
  }),
  ...anyJira('GET', '/project/{projectIdOrKey}', {
    handle: (world, request) => {
      const project = requireProject(world, request)
      const types = typesOf(world, project).map((type) => issueTypeView(seen(world, request), type))
      const assigneeType = world.quirks.automaticAssignee ? 'PROJECT_LEAD' : 'UNASSIGNED'
      return ok({ ...projectView(seen(world, request), project), issueTypes: types, assigneeType })
    },
  }),
  ...anyJira('GET', '/field', {
    handle: (world, request) =>
      ok(
        [...world.state.fields.values()]
          .filter(({ dialect }) => dialect === 'both' || dialect === request.dialect)
          .map((field) => fieldView(seen(world, request), field)),
      ),
  }),
  ...anyJira('GET', '/status', {
    isOpen: false,
    handle: (world, request) =>
      ok([...world.state.statuses.values()].map((status) => statusView(seen(world, request), status))),
  }),
  ...anyJira('GET', '/issueLinkType', {
    isOpen: false,
    handle: (world, request) =>
      ok({
        issueLinkTypes: [...world.state.linkTypes.values()].map((type) =>
          linkTypeView(seen(world, request), type),
        ),
      }),
  }),
  ...anyJira('GET', '/serverInfo', { handle: serverInfo }),
]
