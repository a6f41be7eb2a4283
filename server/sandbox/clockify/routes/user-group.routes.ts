import { readObject, requiredText } from '../http/read-input.ts'
import { type ApiRequest, created, inWorkspace, ok, param, type Route } from '../http/route.ts'
import { matchesName } from '../http/sorting.ts'
import { createUserGroup, deleteUserGroup, updateUserGroup } from '../mutations/people.ts'
import type { UserGroup } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { userGroupView } from '../views/user.view.ts'
import type { World } from '../world.ts'
import { answerList } from './answer-list.ts'

function requireGroup(world: World, request: ApiRequest): UserGroup {
  return requireRecord(world, world.state.userGroups, {
    id: param(request, 'userGroupId'),
    what: 'User group',
  })
}

function setMembers(world: World, request: ApiRequest, userIds: string[]) {
  return ok(userGroupView(world.state, updateUserGroup(world, requireGroup(world, request).id, { userIds })))
}

export const userGroupRoutes: readonly Route[] = [
  inWorkspace('GET', '/user-groups', (world, request) => {
    const items = [...world.state.userGroups.values()].filter((group) =>
      matchesName(group.name, request.query),
    )
    return answerList(world, request, { items, view: (group) => userGroupView(world.state, group) })
  }),
  inWorkspace('POST', '/user-groups', (world, request) => {
    const name = requiredText(readObject(request.body), 'name')
    return created(userGroupView(world.state, createUserGroup(world, { name })))
  }),
  inWorkspace('PUT', '/user-groups/{id}', (world, request) => {
    const name = requiredText(readObject(request.body), 'name')
    return ok(userGroupView(world.state, updateUserGroup(world, param(request, 'id'), { name })))
  }),
  inWorkspace('DELETE', '/user-groups/{id}', (world, request) =>
    ok(userGroupView(world.state, deleteUserGroup(world, param(request, 'id')))),
  ),
  inWorkspace('POST', '/user-groups/{userGroupId}/users', (world, request) => {
    const id = requiredText(readObject(request.body), 'userId')
    requireRecord(world, world.state.users, { id, what: 'User' })
    return setMembers(world, request, [...new Set([...requireGroup(world, request).userIds, id])])
  }),
  inWorkspace('DELETE', '/user-groups/{userGroupId}/users/{userId}', (world, request) => {
    const gone = param(request, 'userId')
    return setMembers(
      world,
      request,
      requireGroup(world, request).userIds.filter((id) => id !== gone),
    )
  }),
]
