import type { Client, CustomField, Project, Rate, Tag, Task } from '../state/model.ts'
import { tasksOf, type WorkspaceState } from '../state/state.ts'

export function clientView(state: WorkspaceState, client: Client): object {
  return {
    id: client.id,
    name: client.name,
    email: client.email,
    workspaceId: state.workspaceId,
    archived: client.archived,
    address: client.address,
    note: client.note,
    currencyId: state.currencyId,
    currencyCode: 'EUR',
    ccEmails: [],
  }
}

export function tagView(state: WorkspaceState, tag: Tag): object {
  return { id: tag.id, name: tag.name, workspaceId: state.workspaceId, archived: tag.archived }
}

export function projectView(state: WorkspaceState, project: Project): object {
  return {
    id: project.id,
    name: project.name,
    workspaceId: state.workspaceId,
    clientId: project.clientId ?? '',
    clientName: clientNameOf(state, project),
    color: project.color,
    note: project.note,
    billable: project.billable,
    archived: project.archived,
    public: project.isPublic,
    template: project.isTemplate,
    hourlyRate: project.hourlyRate,
    costRate: project.costRate,
    duration: 'PT0S',
    estimate: { estimate: project.estimate, type: 'MANUAL' },
    timeEstimate: {
      estimate: project.estimate,
      type: 'MANUAL',
      resetOption: null,
      active: true,
      includeNonBillable: true,
    },
    budgetEstimate: null,
    estimateReset: null,
    memberships: project.memberIds.map((userId) => projectMembership(project, userId)),
  }
}

/** With `hydrated=true` the project carries its tasks and client. */
export function hydratedProjectView(state: WorkspaceState, project: Project): object {
  const client = project.clientId === null ? undefined : state.clients.get(project.clientId)
  return {
    ...projectView(state, project),
    tasks: tasksOf(state, project.id).map((task) => taskView(task)),
    client: client ? clientView(state, client) : null,
  }
}

function projectMembership(project: Project, userId: string): object {
  return {
    userId,
    hourlyRate: null,
    costRate: null,
    targetId: project.id,
    membershipType: 'PROJECT',
    membershipStatus: 'ACTIVE',
  }
}

export function clientNameOf(state: WorkspaceState, project: Project): string {
  return project.clientId === null ? '' : (state.clients.get(project.clientId)?.name ?? '')
}

export function taskView(task: Task): object {
  return {
    id: task.id,
    name: task.name,
    projectId: task.projectId,
    assigneeId: task.assigneeIds[0] ?? '',
    assigneeIds: task.assigneeIds,
    userGroupIds: [],
    estimate: task.estimate,
    status: task.status,
    budgetEstimate: 0,
    billable: task.billable,
    hourlyRate: task.hourlyRate,
    costRate: task.costRate,
    duration: 'PT0S',
  }
}

export function customFieldView(state: WorkspaceState, field: CustomField): object {
  return {
    id: field.id,
    workspaceId: state.workspaceId,
    name: field.name,
    description: '',
    placeholder: '',
    type: field.type,
    entityType: field.entityType,
    status: field.status,
    required: field.required,
    onlyAdminCanEdit: false,
    allowedValues: field.allowedValues,
    workspaceDefaultValue: null,
    projectDefaultValues: projectDefaults(state, field),
  }
}

function projectDefaults(state: WorkspaceState, field: CustomField): readonly object[] {
  return [...state.projects.values()].flatMap((project) => {
    const value = project.fieldDefaults[field.id]
    return value === undefined ? [] : [{ projectId: project.id, status: field.status, value }]
  })
}

/** The rate that counts for an entry: task, project, person, in this order. */
export function rateFor(rates: readonly (Rate | null | undefined)[]): Rate | null {
  return rates.find((rate) => rate !== null && rate !== undefined) ?? null
}
