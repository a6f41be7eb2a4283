import type { TaskInFull } from './read-task.ts'
import type { StoredTask } from './stored-task.ts'
import type { TaskDetailView, TaskView } from './task.schemas.ts'

export function taskView(task: StoredTask): TaskView {
  const { assignees, tags, fields, ...rest } = task
  return { ...rest, assignees: [...assignees], tags: [...tags], fields: [...fields] }
}

export function taskDetailView({ found, problem }: TaskInFull): TaskDetailView {
  const { task, details, detailsReadAt } = found
  return {
    ...taskView(task),
    attachments: details === null ? null : [...details.attachments],
    comments: details === null ? null : [...details.comments],
    detailsReadAt: detailsReadAt?.toISOString() ?? null,
    detailsProblem: problem,
  }
}
