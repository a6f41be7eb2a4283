import type { Issue, IssueType, Page, PageVersion, Project, Space, Status, User } from './model.ts'
import type { AtlassianState } from './state.ts'

/** What must be there because the state is consistent; a gap is a fault of the sandbox. */
export function mustHave<Key, Item>(records: ReadonlyMap<Key, Item>, key: Key): Item {
  const found = records.get(key)
  if (found === undefined) throw new RangeError(`the sandbox has no ${String(key)}`)
  return found
}

/** By id, by key, or by a key that it had before it was moved. */
export function findIssue(state: AtlassianState, idOrKey: string): Issue | undefined {
  return state.issues.get(idOrKey) ?? state.issueByKey.get(idOrKey.toUpperCase())
}

export function findProject(state: AtlassianState, idOrKey: string): Project | undefined {
  const key = idOrKey.toUpperCase()
  return state.projects.get(idOrKey) ?? [...state.projects.values()].find((project) => project.key === key)
}

export function projectOf(state: AtlassianState, issue: Issue): Project {
  return mustHave(state.projects, issue.projectId)
}

export function typeOf(state: AtlassianState, issue: Issue): IssueType {
  return mustHave(state.issueTypes, issue.typeId)
}

export function statusOf(state: AtlassianState, issue: Issue): Status {
  return mustHave(state.statuses, issue.statusId)
}

export function userOf(state: AtlassianState, accountId: string): User {
  return mustHave(state.users, accountId)
}

/** By any of the ids and names that the two dialects use. */
export function findUser(
  state: AtlassianState,
  by: Partial<Pick<User, 'accountId' | 'userKey' | 'username'>>,
): User | undefined {
  if (by.accountId !== undefined) return state.users.get(by.accountId)
  return [...state.users.values()].find((user) =>
    by.userKey === undefined
      ? user.username.toLowerCase() === by.username?.toLowerCase()
      : user.userKey === by.userKey,
  )
}

export function findSpace(state: AtlassianState, key: string): Space | undefined {
  return [...state.spaces.values()].find((space) => space.key.toLowerCase() === key.toLowerCase())
}

export function spaceOf(state: AtlassianState, page: Page): Space {
  return mustHave(state.spaces, page.spaceId)
}

export function latestOf(page: Page): PageVersion {
  const version = page.versions.at(-1)
  if (version === undefined) throw new RangeError(`page ${page.id} has no version`)
  return version
}

/** In the order of the page tree; trashed ones have left it. */
export function childrenIn(state: AtlassianState, parentId: string): readonly Page[] {
  const children = [...(state.childrenOf.get(parentId) ?? [])]
  return children
    .filter(({ status }) => status === 'current' || status === 'archived')
    .sort((a, b) => a.position - b.position || Number(a.id) - Number(b.id))
}

/** From the root down to the parent. */
export function ancestorsOf(state: AtlassianState, page: Page): readonly Page[] {
  const parent = page.parentId === null ? undefined : state.pages.get(page.parentId)
  return parent === undefined ? [] : [...ancestorsOf(state, parent), parent]
}
