import type {
  Field,
  InlineTask,
  Issue,
  IssueLink,
  IssueType,
  LinkType,
  Page,
  Project,
  Space,
  Status,
  User,
} from './model.ts'

/** Everything that the fake Jira and Confluence hold. Tests may read it; changes go through mutations/. */
export interface AtlassianState {
  readonly cloudId: string
  /** Application link between the two products, as Jira macros name it. */
  readonly serverId: string
  /** The account that the seeded tokens open. */
  ownerId: string
  /** A second person, for edits by somebody else. */
  memberId: string
  readonly users: Map<string, User>
  readonly statuses: Map<string, Status>
  readonly issueTypes: Map<string, IssueType>
  readonly linkTypes: Map<string, LinkType>
  readonly fields: Map<string, Field>
  readonly projects: Map<string, Project>
  readonly issues: Map<string, Issue>
  /** Present and former keys, in capitals. */
  readonly issueByKey: Map<string, Issue>
  readonly issueLinks: Map<string, IssueLink>
  readonly spaces: Map<string, Space>
  readonly pages: Map<string, Page>
  readonly childrenOf: Map<string, Set<Page>>
  /** Current and archived pages, by space and title in small letters. */
  readonly pageByTitle: Map<string, Page>
  /** By page, then by the task's number in the page. */
  readonly tasksByPage: Map<string, Map<string, InlineTask>>
  readonly tasks: Map<string, InlineTask>
  next: { issue: number; page: number; task: number; other: number }
}

export function emptyState(ids: { readonly cloudId: string; readonly serverId: string }): AtlassianState {
  return {
    ...ids,
    ownerId: '',
    memberId: '',
    users: new Map(),
    statuses: new Map(),
    issueTypes: new Map(),
    linkTypes: new Map(),
    fields: new Map(),
    projects: new Map(),
    issues: new Map(),
    issueByKey: new Map(),
    issueLinks: new Map(),
    spaces: new Map(),
    pages: new Map(),
    childrenOf: new Map(),
    pageByTitle: new Map(),
    tasksByPage: new Map(),
    tasks: new Map(),
    next: { issue: 10_000, page: 435_000_000, task: 2000, other: 100 },
  }
}

export function addIssue(state: AtlassianState, issue: Issue): void {
  state.issues.set(issue.id, issue)
  state.issueByKey.set(issue.key, issue)
}

/** Links to it go with it. */
export function removeIssue(state: AtlassianState, issue: Issue): void {
  state.issues.delete(issue.id)
  for (const key of [issue.key, ...issue.oldKeys]) state.issueByKey.delete(key)
  for (const link of state.issueLinks.values())
    if (link.inwardId === issue.id || link.outwardId === issue.id) state.issueLinks.delete(link.id)
}

export function addPage(state: AtlassianState, page: Page): void {
  state.pages.set(page.id, page)
  if (page.parentId !== null) childSet(state, page.parentId).add(page)
  holdTitle(state, page)
}

export function reparent(state: AtlassianState, page: Page, parentId: string | null): void {
  if (page.parentId !== null) childSet(state, page.parentId).delete(page)
  page.parentId = parentId
  if (parentId !== null) childSet(state, parentId).add(page)
}

/** Archived pages keep their title, trashed ones give it free. */
export function holdTitle(state: AtlassianState, page: Page): void {
  const title = page.versions.at(-1)?.title ?? ''
  if (page.kind === 'page') state.pageByTitle.set(titleKey(page.spaceId, title), page)
}

export function freeTitle(state: AtlassianState, page: Page): void {
  const key = titleKey(page.spaceId, page.versions.at(-1)?.title ?? '')
  if (state.pageByTitle.get(key) === page) state.pageByTitle.delete(key)
}

export function titleKey(spaceId: string, title: string): string {
  return `${spaceId}/${title.trim().toLowerCase()}`
}

export function childSet(state: AtlassianState, parentId: string): Set<Page> {
  const found = state.childrenOf.get(parentId)
  if (found) return found
  const made = new Set<Page>()
  state.childrenOf.set(parentId, made)
  return made
}
