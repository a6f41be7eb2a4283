import { domainError } from '../http/api-error.ts'
import { type Query, queryFlag, queryList } from '../http/query.ts'
import {
  type JsonObject,
  optionalFlag,
  optionalObject,
  optionalText,
  optionalTexts,
  readObject,
  requiredNumber,
  requiredText,
} from '../http/read-input.ts'
import { type ApiRequest, created, inWorkspace, ok, param, type Route } from '../http/route.ts'
import { createProject, deleteProject, type Named, updateProject } from '../mutations/work.ts'
import type { Project, Rate } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { hydratedProjectView, projectView } from '../views/work.view.ts'
import type { World } from '../world.ts'
import { answerList } from './answer-list.ts'
import { wantedByName } from './client.routes.ts'

function wanted(query: Query): (project: Project) => boolean {
  const [clients, users] = [queryList(query, 'clients'), queryList(query, 'users')]
  const [billable, isTemplate] = [queryFlag(query, 'billable'), queryFlag(query, 'is-template')]
  return (project) =>
    (billable === undefined || project.billable === billable) &&
    (isTemplate === undefined || project.isTemplate === isTemplate) &&
    (clients.length === 0 || clients.includes(project.clientId ?? '')) &&
    (users.length === 0 || users.some((id) => project.memberIds.includes(id)))
}

function viewFor(world: World, request: ApiRequest): (project: Project) => object {
  const view = queryFlag(request.query, 'hydrated') === true ? hydratedProjectView : projectView
  return (project) => view(world.state, project)
}

function readRate(body: JsonObject, name: string): Rate | null {
  const rate = optionalObject(body, name)
  return rate ? { amount: requiredNumber(rate, 'amount'), currency: 'EUR' } : null
}

/** Omitted fields are reset, as a full replacement does. */
function readProject(body: JsonObject): Named<Project> {
  const name = requiredText(body, 'name')
  if (/[<>]/.test(name)) throw domainError('The name contains < or >')
  return {
    name,
    clientId: optionalText(body, 'clientId') ?? null,
    color: optionalText(body, 'color') ?? '#03A9F4',
    note: optionalText(body, 'note') ?? '',
    billable: optionalFlag(body, 'billable') ?? false,
    isPublic: optionalFlag(body, 'isPublic') ?? false,
    hourlyRate: readRate(body, 'hourlyRate'),
    costRate: readRate(body, 'costRate'),
  }
}

function requireProject(world: World, request: ApiRequest): Project {
  return requireRecord(world, world.state.projects, { id: param(request, 'projectId'), what: 'Project' })
}

const basics: readonly Route[] = [
  inWorkspace('GET', '/projects', (world, request) => {
    const items = wantedByName(world, request, world.state.projects.values()).filter(wanted(request.query))
    return answerList(world, request, { items, view: viewFor(world, request) })
  }),
  inWorkspace('POST', '/projects', (world, request) =>
    created(projectView(world.state, createProject(world, readProject(readObject(request.body))))),
  ),
  inWorkspace('GET', '/projects/{projectId}', (world, request) =>
    ok(viewFor(world, request)(requireProject(world, request))),
  ),
  inWorkspace('PUT', '/projects/{projectId}', (world, request) => {
    const body = readObject(request.body)
    const patch = { ...readProject(body), archived: optionalFlag(body, 'archived') ?? false }
    return ok(projectView(world.state, updateProject(world, param(request, 'projectId'), patch)))
  }),
  inWorkspace('DELETE', '/projects/{projectId}', (world, request) =>
    ok(projectView(world.state, deleteProject(world, param(request, 'projectId')))),
  ),
]

const details: readonly Route[] = [
  inWorkspace('POST', '/projects/from-template', (world, request) => {
    const body = readObject(request.body)
    const id = requiredText(body, 'templateProjectId')
    const template = requireRecord(world, world.state.projects, { id, what: 'Project' })
    const project = createProject(world, { ...template, name: requiredText(body, 'name'), isTemplate: false })
    return ok(projectView(world.state, project))
  }),
  inWorkspace('PATCH', '/projects/{projectId}/estimate', (world, request) => {
    const estimate = optionalObject(readObject(request.body), 'timeEstimate')
    const text = estimate === undefined ? undefined : optionalText(estimate, 'estimate')
    const patch = text === undefined ? {} : { estimate: text }
    return ok(projectView(world.state, updateProject(world, param(request, 'projectId'), patch)))
  }),
  inWorkspace('PATCH', '/projects/{projectId}/template', (world, request) => {
    const isTemplate = optionalFlag(readObject(request.body), 'isTemplate') ?? false
    return ok(projectView(world.state, updateProject(world, param(request, 'projectId'), { isTemplate })))
  }),
  inWorkspace('POST', '/projects/{projectId}/memberships', (world, request) => {
    const body = readObject(request.body)
    const project = requireProject(world, request)
    const named = optionalTexts(body, 'userIds') ?? []
    const others = project.memberIds.filter((id) => !named.includes(id))
    const memberIds = optionalFlag(body, 'remove') === true ? others : [...others, ...named]
    return ok(projectView(world.state, updateProject(world, project.id, { memberIds })))
  }),
]

export const projectRoutes: readonly Route[] = [...basics, ...details]
