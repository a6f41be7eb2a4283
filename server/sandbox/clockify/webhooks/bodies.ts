import { instant, instantOrNull, isoDuration } from '../views/instants.ts'
import { clientNameOf, projectView, taskView } from '../views/work.view.ts'
import { userSettings } from '../views/user.view.ts'
import type { Client, Project, Tag, Task, TimeEntry, User } from '../state/model.ts'
import { tasksOf } from '../state/state.ts'
import type { World } from '../world.ts'

/** Bodies are the record itself: no envelope, no event name. */
export function projectBody(world: World, project: Project): object {
  const { state } = world
  const client = project.clientId === null ? undefined : state.clients.get(project.clientId)
  return {
    ...plainProject(world, project),
    tasks: tasksOf(state, project.id).map((task) => fullTask(world, task)),
    client: client ? clientBody(world, client) : null,
  }
}

/** Task bodies carry no workspaceId. */
export function taskBody(world: World, task: Task): object {
  return withWorkspace(world, {
    id: task.id,
    name: task.name,
    projectId: task.projectId,
    assigneeIds: task.assigneeIds,
    assigneeId: task.assigneeIds[0] ?? null,
    userGroupIds: [],
    estimate: task.estimate,
    status: task.status,
    duration: 'PT0S',
  })
}

export function clientBody(world: World, client: Client): object {
  return { id: client.id, name: client.name, workspaceId: world.state.workspaceId, archived: client.archived }
}

export function tagBody(world: World, tag: Tag): object {
  return { id: tag.id, name: tag.name, workspaceId: world.state.workspaceId, archived: tag.archived }
}

export function userBody(world: World, user: User): object {
  return withWorkspace(world, { id: user.id, email: user.email, name: user.name })
}

export function fullUserBody(world: World, user: User): object {
  const profilePicture = `https://img.example/${user.id}.png`
  return { ...userBody(world, user), profilePicture, settings: userSettings(user) }
}

export function timeEntryBody(world: World, entry: TimeEntry): object {
  const { state } = world
  const project = entry.projectId === null ? undefined : state.projects.get(entry.projectId)
  const task = entry.taskId === null ? undefined : state.tasks.get(entry.taskId)
  const tags = entry.tagIds.map((id) => state.tags.get(id)).filter((tag) => tag !== undefined)
  const user = state.users.get(entry.userId)
  return {
    id: entry.id,
    description: entry.description,
    tagIds: entry.tagIds,
    userId: entry.userId,
    billable: entry.billable,
    taskId: entry.taskId,
    projectId: entry.projectId,
    timeInterval: interval(world, entry, user),
    workspaceId: state.workspaceId,
    isLocked: entry.isLocked,
    hourlyRate: null,
    costRate: null,
    customFieldValues: entry.fields.map((field) => ({
      customFieldId: field.customFieldId,
      timeEntryId: entry.id,
      value: field.value,
      name: state.customFields.get(field.customFieldId)?.name ?? '',
    })),
    ...(world.quirks.newerEntryFields ? newerFields(entry) : {}),
    project: project ? plainProject(world, project) : null,
    task: task ? fullTask(world, task) : null,
    user: user ? { id: user.id, name: user.name, status: user.status } : null,
    tags: tags.map((tag) => tagBody(world, tag)),
  }
}

/** The captured deletion had neither taskId nor tagIds at the top. */
export function deletedTimeEntryBody(world: World, entry: TimeEntry): object {
  const body = timeEntryBody(world, entry)
  if (!world.quirks.deletedEntryWithoutIds) return body
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'taskId' && name !== 'tagIds'))
}

function interval(world: World, entry: TimeEntry, user: User | undefined): object {
  const plain = {
    start: instant(entry.startMs),
    end: instantOrNull(entry.endMs),
    duration: entry.endMs === null ? null : isoDuration(entry.endMs - entry.startMs),
  }
  if (!world.quirks.newerEntryFields) return plain
  return {
    ...plain,
    timeZone: user?.timeZone ?? 'UTC',
    offsetStart: 0,
    offsetEnd: 0,
    zonedStart: instant(entry.startMs).slice(0, 19),
    zonedEnd: entry.endMs === null ? null : instant(entry.endMs).slice(0, 19),
  }
}

function newerFields(entry: TimeEntry): object {
  return {
    type: entry.type,
    kioskId: null,
    approvalStatus: null,
    detailedApprovalStatus: null,
    projectCurrency: null,
    currentlyRunning: entry.endMs === null,
  }
}

function plainProject(world: World, project: Project): object {
  const view = projectView(world.state, project)
  return { ...view, clientId: project.clientId, clientName: clientNameOf(world.state, project) }
}

function fullTask(world: World, task: Task): object {
  return { ...taskView(task), workspaceId: world.state.workspaceId }
}

/** Adds the workspaceId only when the switch says that these bodies have one. */
export function withWorkspace(world: World, body: object): object {
  return world.quirks.workspaceIdMissing ? body : { ...body, workspaceId: world.state.workspaceId }
}
