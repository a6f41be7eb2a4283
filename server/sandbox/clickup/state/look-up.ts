import type { Field, Folder, List, Space, Status, Task, Team, User } from './model.ts'
import type { ClickUpState } from './state.ts'

/** What must be there because the state is consistent; a gap is a fault of the sandbox. */
export function mustHave<Key, Item>(records: ReadonlyMap<Key, Item>, key: Key): Item {
  const found = records.get(key)
  if (found === undefined) throw new RangeError(`the sandbox has no ${String(key)}`)
  return found
}

export function listOf(state: ClickUpState, task: Task): List {
  return mustHave(state.lists, task.listId)
}

export function folderOf(state: ClickUpState, list: List): Folder {
  return mustHave(state.folders, list.folderId)
}

export function spaceOf(state: ClickUpState, list: List): Space {
  return mustHave(state.spaces, list.spaceId)
}

export function teamOf(state: ClickUpState, list: List): Team {
  return mustHave(state.teams, spaceOf(state, list).teamId)
}

export function statusesOf(state: ClickUpState, list: List): readonly Status[] {
  return list.statuses ?? spaceOf(state, list).statuses
}

export function statusOf(state: ClickUpState, task: Task): Status {
  const statuses = statusesOf(state, listOf(state, task))
  const found = statuses.find((status) => status.id === task.statusId) ?? statuses[0]
  if (found === undefined) throw new RangeError('a list without statuses')
  return found
}

/** Names are compared without regard to case. */
export function statusNamed(state: ClickUpState, list: List, name: string): Status | undefined {
  return statusesOf(state, list).find((status) => status.name.toLowerCase() === name.trim().toLowerCase())
}

export function userOf(state: ClickUpState, userId: number): User {
  return mustHave(state.users, userId)
}

export function fieldsOf(state: ClickUpState, list: List): readonly Field[] {
  const { teamId } = spaceOf(state, list)
  return [...state.fields.values()].filter(
    (field) => field.teamId === teamId && (field.listIds?.includes(list.id) ?? true),
  )
}
