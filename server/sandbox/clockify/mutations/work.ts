import { domainError } from '../http/api-error.ts'
import { makeId } from '../state/ids.ts'
import type { Client, Project, Tag, Task } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { addTask, removeTask, tasksOf } from '../state/state.ts'
import { clientBody, projectBody, tagBody, taskBody } from '../webhooks/bodies.ts'
import { emit } from '../webhooks/emit.ts'
import { nowMs, type World } from '../world.ts'
import { assignDefined, noteDeletion, noteUpdate } from './change-record.ts'

export type Named<Item> = Partial<Omit<Item, 'id'>> & { readonly name: string }

export function createClient(world: World, input: Named<Client>): Client {
  checkUnused(world.state.clients, input.name, 'Client')
  const id = makeId(world.random, nowMs(world))
  const client: Client = { archived: false, email: null, address: null, note: null, ...input, id }
  world.state.clients.set(id, client)
  emit(world, 'NEW_CLIENT', clientBody(world, client))
  return client
}

export function updateClient(world: World, id: string, patch: Partial<Client>): Client {
  const client = requireRecord(world, world.state.clients, { id, what: 'Client' })
  assignDefined(client, patch)
  noteUpdate(world, 'CLIENTS', client)
  emit(world, 'CLIENT_UPDATED', clientBody(world, client))
  return client
}

export function deleteClient(world: World, id: string): Client {
  const client = requireRecord(world, world.state.clients, { id, what: 'Client' })
  checkArchived(world, client.archived, 'client')
  world.state.clients.delete(id)
  for (const project of world.state.projects.values()) if (project.clientId === id) project.clientId = null
  noteDeletion(world, 'CLIENTS', client)
  emit(world, 'CLIENT_DELETED', clientBody(world, client))
  return client
}

export function createTag(world: World, input: Named<Tag>): Tag {
  checkUnused(world.state.tags, input.name, 'Tag')
  const tag: Tag = { archived: false, ...input, id: makeId(world.random, nowMs(world)) }
  world.state.tags.set(tag.id, tag)
  emit(world, 'NEW_TAG', tagBody(world, tag))
  return tag
}

export function updateTag(world: World, id: string, patch: Partial<Tag>): Tag {
  const tag = requireRecord(world, world.state.tags, { id, what: 'Tag' })
  assignDefined(tag, patch)
  noteUpdate(world, 'TAGS', tag)
  emit(world, 'TAG_UPDATED', tagBody(world, tag))
  return tag
}

export function deleteTag(world: World, id: string): Tag {
  const tag = requireRecord(world, world.state.tags, { id, what: 'Tag' })
  world.state.tags.delete(id)
  noteDeletion(world, 'TAGS', tag)
  emit(world, 'TAG_DELETED', tagBody(world, tag))
  return tag
}

export function createProject(world: World, input: Named<Project>): Project {
  checkUnused(world.state.projects, input.name, 'Project')
  if (input.clientId) requireRecord(world, world.state.clients, { id: input.clientId, what: 'Client' })
  const project: Project = {
    clientId: null,
    color: '#03A9F4',
    note: '',
    billable: false,
    archived: false,
    isPublic: false,
    isTemplate: false,
    hourlyRate: null,
    costRate: null,
    estimate: 'PT0S',
    memberIds: [world.state.ownerId],
    fieldDefaults: {},
    ...input,
    id: makeId(world.random, nowMs(world)),
  }
  world.state.projects.set(project.id, project)
  emit(world, 'NEW_PROJECT', projectBody(world, project))
  return project
}

export function updateProject(world: World, id: string, patch: Partial<Project>): Project {
  const project = requireRecord(world, world.state.projects, { id, what: 'Project' })
  if (patch.clientId) requireRecord(world, world.state.clients, { id: patch.clientId, what: 'Client' })
  assignDefined(project, patch)
  noteUpdate(world, 'PROJECTS', project)
  emit(world, 'PROJECT_UPDATED', projectBody(world, project))
  return project
}

export function deleteProject(world: World, id: string): Project {
  const project = requireRecord(world, world.state.projects, { id, what: 'Project' })
  checkArchived(world, project.archived, 'project')
  const body = projectBody(world, project)
  world.state.projects.delete(id)
  for (const task of tasksOf(world.state, id).slice()) removeTask(world.state, task)
  noteDeletion(world, 'PROJECTS', project)
  emit(world, 'PROJECT_DELETED', body)
  return project
}

export function createTask(world: World, input: Named<Task> & { readonly projectId: string }): Task {
  requireRecord(world, world.state.projects, { id: input.projectId, what: 'Project' })
  const task: Task = {
    status: 'ACTIVE',
    assigneeIds: [],
    estimate: 'PT0S',
    billable: false,
    hourlyRate: null,
    costRate: null,
    ...input,
    id: makeId(world.random, nowMs(world)),
  }
  addTask(world.state, task)
  emit(world, 'NEW_TASK', taskBody(world, task))
  return task
}

export function updateTask(world: World, id: string, patch: Partial<Task>): Task {
  const task = requireRecord(world, world.state.tasks, { id, what: 'Task' })
  assignDefined(task, patch)
  noteUpdate(world, 'TASKS', task)
  emit(world, 'TASK_UPDATED', taskBody(world, task))
  return task
}

export function deleteTask(world: World, id: string): Task {
  const task = requireRecord(world, world.state.tasks, { id, what: 'Task' })
  if (world.quirks.deleteNeedsArchive && task.status !== 'DONE')
    throw domainError('Only a task that is done can be deleted')
  removeTask(world.state, task)
  noteDeletion(world, 'TASKS', task)
  emit(world, 'TASK_DELETED', taskBody(world, task))
  return task
}

function checkArchived(world: World, archived: boolean, what: string): void {
  if (world.quirks.deleteNeedsArchive && !archived)
    throw domainError(`Archive the ${what} before deleting it`)
}

function checkUnused(
  records: ReadonlyMap<string, { readonly name: string }>,
  name: string,
  what: string,
): void {
  for (const record of records.values()) {
    if (record.name === name) throw domainError(`${what} with name ${name} already exists`)
  }
}
