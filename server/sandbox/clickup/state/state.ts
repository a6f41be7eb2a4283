import type { Comment, Field, Folder, List, Space, Task, Team, User, Webhook } from './model.ts'

/** Everything that the fake ClickUp holds. Tests may read it; changes go through mutations/. */
export interface ClickUpState {
  /** The Workspace that the tokens open. */
  teamId: string
  ownerId: number
  memberId: number
  guestId: number
  invitedId: number
  /** A Workspace of other people: everything in it is 401 for the tokens. */
  foreign: ForeignPlaces
  readonly teams: Map<string, Team>
  readonly users: Map<number, User>
  readonly spaces: Map<string, Space>
  readonly folders: Map<string, Folder>
  readonly lists: Map<string, List>
  readonly fields: Map<string, Field>
  readonly tasks: Map<string, Task>
  /** By home list. */
  readonly tasksByList: Map<string, Set<Task>>
  readonly comments: Map<string, Comment>
  readonly commentsByTask: Map<string, Comment[]>
  readonly webhooks: Map<string, Webhook>
  /** Ids of what was deleted: they are answered differently from ids that never were. */
  readonly gone: Set<string>
}

interface ForeignPlaces {
  readonly teamId: string
  readonly spaceId: string
  readonly listId: string
  readonly taskId: string
}

export function emptyState(): ClickUpState {
  return {
    teamId: '',
    ownerId: 0,
    memberId: 0,
    guestId: 0,
    invitedId: 0,
    foreign: { teamId: '', spaceId: '', listId: '', taskId: '' },
    teams: new Map(),
    users: new Map(),
    spaces: new Map(),
    folders: new Map(),
    lists: new Map(),
    fields: new Map(),
    tasks: new Map(),
    tasksByList: new Map(),
    comments: new Map(),
    commentsByTask: new Map(),
    webhooks: new Map(),
    gone: new Set(),
  }
}

export function addTask(state: ClickUpState, task: Task): void {
  state.tasks.set(task.id, task)
  tasksAt(state, task.listId).add(task)
}

export function removeTask(state: ClickUpState, task: Task): void {
  state.tasks.delete(task.id)
  tasksAt(state, task.listId).delete(task)
  state.gone.add(task.id)
}

export function rehomeTask(state: ClickUpState, task: Task, listId: string): void {
  tasksAt(state, task.listId).delete(task)
  task.listId = listId
  tasksAt(state, listId).add(task)
}

export function tasksAt(state: ClickUpState, listId: string): Set<Task> {
  const found = state.tasksByList.get(listId)
  if (found) return found
  const made = new Set<Task>()
  state.tasksByList.set(listId, made)
  return made
}

export function addComment(state: ClickUpState, comment: Comment): void {
  state.comments.set(comment.id, comment)
  const comments = state.commentsByTask.get(comment.taskId) ?? []
  comments.push(comment)
  state.commentsByTask.set(comment.taskId, comments)
}

export function removeComment(state: ClickUpState, comment: Comment): void {
  state.comments.delete(comment.id)
  const comments = state.commentsByTask.get(comment.taskId) ?? []
  state.commentsByTask.set(
    comment.taskId,
    comments.filter((other) => other !== comment && other.parentId !== comment.id),
  )
}

export function subtasksOf(state: ClickUpState, task: Task): readonly Task[] {
  return [...tasksAt(state, task.listId)].filter((other) => other.parentId === task.id)
}
