import type {
  ApprovalRequest,
  Assignment,
  Change,
  Client,
  CustomField,
  Expense,
  ExpenseCategory,
  Holiday,
  Invoice,
  Policy,
  Project,
  SharedReport,
  Tag,
  Task,
  TimeEntry,
  TimeOffRequest,
  User,
  UserGroup,
} from './model.ts'

/** Everything that the fake workspace holds. Tests may read it; changes go through mutations/. */
export interface WorkspaceState {
  readonly workspaceId: string
  readonly currencyId: string
  name: string
  ownerId: string
  readonly users: Map<string, User>
  readonly clients: Map<string, Client>
  readonly projects: Map<string, Project>
  readonly tasks: Map<string, Task>
  readonly tasksByProject: Map<string, Task[]>
  readonly tags: Map<string, Tag>
  readonly timeEntries: Map<string, TimeEntry>
  /** Newest first. */
  readonly entriesByUser: Map<string, TimeEntry[]>
  readonly running: Map<string, TimeEntry>
  readonly customFields: Map<string, CustomField>
  readonly userGroups: Map<string, UserGroup>
  readonly holidays: Map<string, Holiday>
  readonly expenseCategories: Map<string, ExpenseCategory>
  readonly expenses: Map<string, Expense>
  readonly invoices: Map<string, Invoice>
  readonly policies: Map<string, Policy>
  readonly timeOffRequests: Map<string, TimeOffRequest>
  readonly assignments: Map<string, Assignment>
  readonly approvalRequests: Map<string, ApprovalRequest>
  readonly sharedReports: Map<string, SharedReport>
  readonly changes: Change[]
}

export function emptyState(workspaceId: string, currencyId: string): WorkspaceState {
  return {
    workspaceId,
    currencyId,
    name: 'Northwind Studio',
    ownerId: '',
    users: new Map(),
    clients: new Map(),
    projects: new Map(),
    tasks: new Map(),
    tasksByProject: new Map(),
    tags: new Map(),
    timeEntries: new Map(),
    entriesByUser: new Map(),
    running: new Map(),
    customFields: new Map(),
    userGroups: new Map(),
    holidays: new Map(),
    expenseCategories: new Map(),
    expenses: new Map(),
    invoices: new Map(),
    policies: new Map(),
    timeOffRequests: new Map(),
    assignments: new Map(),
    approvalRequests: new Map(),
    sharedReports: new Map(),
    changes: [],
  }
}

const CHANGES_KEPT = 5000

export function recordChange(state: WorkspaceState, change: Change): void {
  state.changes.push(change)
  if (state.changes.length > CHANGES_KEPT) state.changes.splice(0, state.changes.length - CHANGES_KEPT)
}

export function addTask(state: WorkspaceState, task: Task): void {
  state.tasks.set(task.id, task)
  bucket(state.tasksByProject, task.projectId).push(task)
}

export function removeTask(state: WorkspaceState, task: Task): void {
  state.tasks.delete(task.id)
  drop(bucket(state.tasksByProject, task.projectId), task)
}

/** Keeps the user's list newest first. */
export function addTimeEntry(state: WorkspaceState, entry: TimeEntry): void {
  state.timeEntries.set(entry.id, entry)
  if (entry.endMs === null) state.running.set(entry.id, entry)
  const entries = bucket(state.entriesByUser, entry.userId)
  const place = entries.findIndex((other) => other.startMs <= entry.startMs)
  entries.splice(place === -1 ? entries.length : place, 0, entry)
}

/** For the seed only: the caller adds each user's entries from newest to oldest. */
export function appendTimeEntry(state: WorkspaceState, entry: TimeEntry): void {
  state.timeEntries.set(entry.id, entry)
  if (entry.endMs === null) state.running.set(entry.id, entry)
  bucket(state.entriesByUser, entry.userId).push(entry)
}

export function removeTimeEntry(state: WorkspaceState, entry: TimeEntry): void {
  state.timeEntries.delete(entry.id)
  state.running.delete(entry.id)
  drop(bucket(state.entriesByUser, entry.userId), entry)
}

export function entriesOf(state: WorkspaceState, userId: string): readonly TimeEntry[] {
  return state.entriesByUser.get(userId) ?? []
}

export function tasksOf(state: WorkspaceState, projectId: string): readonly Task[] {
  return state.tasksByProject.get(projectId) ?? []
}

function bucket<Item>(index: Map<string, Item[]>, key: string): Item[] {
  const found = index.get(key)
  if (found) return found
  const made: Item[] = []
  index.set(key, made)
  return made
}

function drop<Item>(items: Item[], item: Item): void {
  const place = items.indexOf(item)
  if (place !== -1) items.splice(place, 1)
}
