import type { FieldValue, TimeEntry } from '../state/model.ts'
import type { WorkspaceState } from '../state/state.ts'
import { instant, instantOrNull, isoDuration } from './instants.ts'
import { projectView, rateFor, tagView, taskView } from './work.view.ts'

export function timeEntryView(state: WorkspaceState, entry: TimeEntry): object {
  return {
    id: entry.id,
    description: entry.description,
    tagIds: entry.tagIds,
    userId: entry.userId,
    billable: entry.billable,
    taskId: entry.taskId,
    projectId: entry.projectId,
    workspaceId: state.workspaceId,
    timeInterval: timeIntervalView(entry),
    customFieldValues: entry.fields.map((field) => fieldValueView(state, entry, field)),
    type: entry.type,
    kioskId: null,
    isLocked: entry.isLocked,
  }
}

export function timeIntervalView(entry: TimeEntry): object {
  return {
    start: instant(entry.startMs),
    end: instantOrNull(entry.endMs),
    duration: entry.endMs === null ? null : isoDuration(entry.endMs - entry.startMs),
  }
}

export function ratedTimeEntryView(state: WorkspaceState, entry: TimeEntry): object {
  const task = entry.taskId === null ? undefined : state.tasks.get(entry.taskId)
  const project = entry.projectId === null ? undefined : state.projects.get(entry.projectId)
  const user = state.users.get(entry.userId)
  return {
    ...timeEntryView(state, entry),
    hourlyRate: rateFor([task?.hourlyRate, project?.hourlyRate, user?.hourlyRate]),
    costRate: rateFor([task?.costRate, project?.costRate, user?.costRate]),
  }
}

/** With `hydrated=true`: project, task and tags in full beside the ids. */
export function hydratedTimeEntryView(state: WorkspaceState, entry: TimeEntry): object {
  const task = entry.taskId === null ? undefined : state.tasks.get(entry.taskId)
  const project = entry.projectId === null ? undefined : state.projects.get(entry.projectId)
  return {
    ...ratedTimeEntryView(state, entry),
    project: project ? projectView(state, project) : null,
    task: task ? taskView(task) : null,
    tags: entry.tagIds.flatMap((id) => {
      const tag = state.tags.get(id)
      return tag ? [tagView(state, tag)] : []
    }),
  }
}

function fieldValueView(state: WorkspaceState, entry: TimeEntry, field: FieldValue): object {
  const definition = state.customFields.get(field.customFieldId)
  return {
    customFieldId: field.customFieldId,
    timeEntryId: entry.id,
    value: field.value,
    name: definition?.name ?? '',
    type: definition?.type ?? 'TXT',
  }
}
