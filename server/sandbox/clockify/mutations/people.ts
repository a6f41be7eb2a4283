import { makeId } from '../state/ids.ts'
import type { User, UserGroup } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { fullUserBody, userBody } from '../webhooks/bodies.ts'
import { emit } from '../webhooks/emit.ts'
import { rateBody, userGroupBody } from '../webhooks/more-bodies.ts'
import { nowMs, type World } from '../world.ts'
import { assignDefined } from './change-record.ts'

export function addUser(world: World, input: { readonly email: string; readonly name?: string }): User {
  const user: User = {
    id: makeId(world.random, nowMs(world)),
    name: input.name ?? input.email.split('@')[0] ?? input.email,
    email: input.email,
    status: 'ACTIVE',
    role: 'MEMBER',
    timeZone: 'UTC',
    managerId: world.state.ownerId,
    hourlyRate: null,
    costRate: null,
    customFields: {},
  }
  world.state.users.set(user.id, user)
  emit(world, 'USERS_INVITED_TO_WORKSPACE', inviteBody(world, input.email))
  emit(world, 'USER_JOINED_WORKSPACE', fullUserBody(world, user))
  return user
}

function inviteBody(world: World, email: string): object {
  const inviter = world.state.users.get(world.state.ownerId)
  return {
    workspaceId: world.state.workspaceId,
    inviter: inviter ? fullUserBody(world, inviter) : null,
    invitedUserEmails: [email],
  }
}

export function updateUser(world: World, id: string, patch: Partial<User>): User {
  const user = requireRecord(world, world.state.users, { id, what: 'User' })
  const oldEmail = user.email
  assignDefined(user, patch)
  if (user.email !== oldEmail) emit(world, 'USER_EMAIL_CHANGED', { ...userBody(world, user), oldEmail })
  else emit(world, 'USER_UPDATED', userBody(world, user))
  return user
}

export function setUserStatus(world: World, id: string, status: User['status']): User {
  const user = requireRecord(world, world.state.users, { id, what: 'User' })
  user.status = status
  const event = status === 'ACTIVE' ? 'USER_ACTIVATED_ON_WORKSPACE' : 'USER_DEACTIVATED_ON_WORKSPACE'
  emit(world, event, fullUserBody(world, user))
  return user
}

export function removeUser(world: World, id: string): User {
  const user = requireRecord(world, world.state.users, { id, what: 'User' })
  world.state.users.delete(id)
  emit(world, 'USER_DELETED_FROM_WORKSPACE', userBody(world, user))
  return user
}

export interface NewRate {
  readonly kind: 'hourlyRate' | 'costRate'
  readonly amount: number
}

export function setUserRate(world: World, id: string, rate: NewRate): User {
  const user = requireRecord(world, world.state.users, { id, what: 'User' })
  user[rate.kind] = { amount: rate.amount, currency: 'EUR' }
  const change = { userId: id, targetId: world.state.workspaceId, amount: rate.amount, sinceMs: nowMs(world) }
  emit(
    world,
    rate.kind === 'hourlyRate' ? 'BILLABLE_RATE_UPDATED' : 'COST_RATE_UPDATED',
    rateBody(world, change),
  )
  return user
}

export function createUserGroup(world: World, input: { readonly name: string }): UserGroup {
  const group = { id: makeId(world.random, nowMs(world)), name: input.name, userIds: [], managerIds: [] }
  world.state.userGroups.set(group.id, group)
  emit(world, 'USER_GROUP_CREATED', userGroupBody(world, group))
  return group
}

export function updateUserGroup(world: World, id: string, patch: Partial<UserGroup>): UserGroup {
  const group = requireRecord(world, world.state.userGroups, { id, what: 'User group' })
  assignDefined(group, patch)
  emit(world, 'USER_GROUP_UPDATED', userGroupBody(world, group))
  return group
}

export function deleteUserGroup(world: World, id: string): UserGroup {
  const group = requireRecord(world, world.state.userGroups, { id, what: 'User group' })
  world.state.userGroups.delete(id)
  emit(world, 'USER_GROUP_DELETED', userGroupBody(world, group))
  return group
}

/** People without an account: only their names are known. */
export function addLimitedUsers(world: World, names: readonly string[]): void {
  const inviter = world.state.users.get(world.state.ownerId)
  const profilePicture = `https://img.example/${world.state.ownerId}.png`
  emit(world, 'LIMITED_USERS_ADDED_TO_WORKSPACE', {
    workspaceId: world.state.workspaceId,
    inviter: {
      id: world.state.ownerId,
      email: inviter?.email ?? '',
      name: inviter?.name ?? '',
      profilePicture,
    },
    invitedUserNames: names,
  })
}
