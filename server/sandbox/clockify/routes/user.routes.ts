import { oneOf, optionalText, readObject, requiredNumber, requiredText } from '../http/read-input.ts'
import { type ApiRequest, created, inWorkspace, noContent, ok, param, type Route } from '../http/route.ts'
import { matchesName, sortBy } from '../http/sorting.ts'
import { addUser, setUserRate, setUserStatus, updateUser } from '../mutations/people.ts'
import type { User } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { memberProfileView, userView } from '../views/user.view.ts'
import { workspaceView } from '../views/workspace.view.ts'
import type { World } from '../world.ts'
import { answerList } from './answer-list.ts'

function wantedUsers(world: World, request: ApiRequest): readonly User[] {
  const { query } = request
  const [email, status, projectId] = [query.get('email'), query.get('status'), query.get('project-id')]
  const project = projectId ? world.state.projects.get(projectId) : undefined
  return [...world.state.users.values()].filter(
    (user) =>
      matchesName(user.name, query) &&
      (!email || user.email.includes(email)) &&
      (!status || status === 'ALL' || user.status === status) &&
      (!projectId || (project?.memberIds.includes(user.id) ?? false)),
  )
}

const wantsMemberships = (value: string | null): boolean =>
  value !== null && value !== 'NONE' && value !== 'false'

function requireUser(world: World, request: ApiRequest): User {
  return requireRecord(world, world.state.users, { id: param(request, 'userId'), what: 'User' })
}

function roleDetails(world: World, request: ApiRequest, role: string): readonly object[] {
  const id = param(request, 'userId')
  const workspaceId = world.state.workspaceId
  return [{ userId: id, workspaceId, role: { id: workspaceId, name: role, source: null } }]
}

function answerWorkspace(world: World) {
  return ok(workspaceView(world.state, world.options.plan))
}

const ROLES = ['WORKSPACE_ADMIN', 'TEAM_MANAGER', 'PROJECT_MANAGER'] as const

const reading: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/user',
    handle: (world, request) => {
      const user = requireRecord(world, world.state.users, { id: request.caller.userId, what: 'User' })
      const memberships = wantsMemberships(request.query.get('include-memberships'))
      return ok(userView(world.state, user, { memberships }))
    },
  },
  inWorkspace('GET', '/users', (world, request) => {
    const memberships = wantsMemberships(request.query.get('memberships'))
    const items = sortBy(wantedUsers(world, request), request.query, {
      ID: (user) => user.id,
      NAME: (user) => user.name,
      NAME_LOWERCASE: (user) => user.name.toLowerCase(),
      EMAIL: (user) => user.email,
    })
    return answerList(world, request, { items, view: (user) => userView(world.state, user, { memberships }) })
  }),
  inWorkspace('POST', '/users/info', (world) =>
    ok([...world.state.users.values()].map((user) => userView(world.state, user))),
  ),
  inWorkspace('GET', '/users/{userId}/managers', (world, request) => {
    const manager = world.state.users.get(requireUser(world, request).managerId ?? '')
    return answerList(world, request, {
      items: manager ? [manager] : [],
      view: (user) => userView(world.state, user),
    })
  }),
  inWorkspace('GET', '/member-profile/{userId}', (world, request) =>
    ok(memberProfileView(world.state, requireUser(world, request))),
  ),
]

const writing: readonly Route[] = [
  inWorkspace('POST', '/users', (world, request) => {
    addUser(world, { email: requiredText(readObject(request.body), 'email') })
    return answerWorkspace(world)
  }),
  inWorkspace('PUT', '/users/{userId}', (world, request) => {
    const status = requiredText(readObject(request.body), 'status')
    setUserStatus(world, param(request, 'userId'), oneOf(status, ['ACTIVE', 'INACTIVE'], 'status'))
    return answerWorkspace(world)
  }),
  inWorkspace('PUT', '/users/{userId}/hourly-rate', (world, request) => {
    const amount = requiredNumber(readObject(request.body), 'amount')
    setUserRate(world, param(request, 'userId'), { kind: 'hourlyRate', amount })
    return answerWorkspace(world)
  }),
  inWorkspace('PUT', '/users/{userId}/cost-rate', (world, request) => {
    const amount = requiredNumber(readObject(request.body), 'amount')
    setUserRate(world, param(request, 'userId'), { kind: 'costRate', amount })
    return answerWorkspace(world)
  }),
  inWorkspace('PATCH', '/member-profile/{userId}', (world, request) => {
    const name = optionalText(readObject(request.body), 'name')
    const user = updateUser(world, param(request, 'userId'), name === undefined ? {} : { name })
    return ok(memberProfileView(world.state, user))
  }),
  inWorkspace('PUT', '/users/{userId}/custom-field/{customFieldId}/value', (world, request) => {
    const user = requireUser(world, request)
    const customFieldId = param(request, 'customFieldId')
    const field = requireRecord(world, world.state.customFields, { id: customFieldId, what: 'Custom field' })
    const value = readObject(request.body)['value'] ?? null
    user.customFields[customFieldId] = value
    const names = { customFieldName: field.name, customFieldType: field.type }
    return created({ customFieldId, ...names, userId: user.id, value })
  }),
  inWorkspace('POST', '/users/{userId}/roles', (world, request) => {
    const role = oneOf(requiredText(readObject(request.body), 'role'), ROLES, 'role')
    const user = requireUser(world, request)
    if (role === 'WORKSPACE_ADMIN') user.role = 'WORKSPACE_ADMIN'
    return created(roleDetails(world, request, role))
  }),
  inWorkspace('DELETE', '/users/{userId}/roles', (world, request) => {
    const user = requireUser(world, request)
    if (user.role !== 'OWNER') user.role = 'MEMBER'
    return noContent
  }),
]

export const userRoutes: readonly Route[] = [...reading, ...writing]
