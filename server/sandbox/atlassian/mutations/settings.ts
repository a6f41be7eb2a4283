import { findProject, mustHave } from '../state/look-up.ts'
import type { IssueType, Project, User } from '../state/model.ts'
import type { World } from '../world.ts'

function projectAt({ state }: World, key: string): Project {
  const project = findProject(state, key)
  if (project === undefined) throw new RangeError(`the sandbox has no project ${key}`)
  return project
}

function typeAt({ state }: World, name: string): IssueType {
  const type = [...state.issueTypes.values()].find((one) => one.name === name)
  if (type === undefined) throw new RangeError(`the sandbox has no issue type ${name}`)
  return type
}

export interface FieldPlace {
  readonly projectKey: string
  readonly type: string
  readonly fieldId: string
}

/** From now on no issue of the type is made without it. */
export function requireField(world: World, { projectKey, type, fieldId }: FieldPlace): void {
  const { required } = projectAt(world, projectKey)
  const { id } = typeAt(world, type)
  required.set(id, new Set([...(required.get(id) ?? []), fieldId]))
}

/** Sending it is an error from now on. */
export function takeFieldOffScreen(world: World, { projectKey, type, fieldId }: FieldPlace): void {
  const { screens } = projectAt(world, projectKey)
  const { id } = typeAt(world, type)
  const shown = screens.get(id) ?? new Set(world.state.fields.keys())
  screens.set(id, new Set([...shown].filter((one) => one !== fieldId)))
}

/** Account ids; null lets everybody who is signed in. */
export function restrictProject(
  world: World,
  projectKey: string,
  accountIds: readonly string[] | null,
): Project {
  const project = projectAt(world, projectKey)
  project.seenBy = accountIds === null ? null : new Set(accountIds)
  return project
}

export function restrictAssignees(
  world: World,
  projectKey: string,
  accountIds: readonly string[] | null,
): Project {
  const project = projectAt(world, projectKey)
  project.assignable = accountIds === null ? null : new Set(accountIds)
  return project
}

/** They can no longer sign in or be assigned. */
export function deactivateUser(world: World, accountId: string): User {
  const user = mustHave(world.state.users, accountId)
  user.isActive = false
  return user
}
