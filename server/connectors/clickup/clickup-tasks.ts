import { Type } from 'typebox'
import { UpstreamError } from '../../platform/outbound/index.ts'
import { askClickup, path, type ClickupSender } from './ask-clickup.ts'
import { readTask, type ClickupTask } from './clickup-task.ts'

export interface TaskQuery {
  readonly includeClosed: boolean
  readonly includeSubtasks: boolean
  /** By when they were updated. */
  readonly order: 'newest-first' | 'oldest-first'
  /** Bounds of that time, in milliseconds; both exclusive, as ClickUp has them. */
  readonly updatedAfterMs?: number | undefined
  readonly updatedBeforeMs?: number | undefined
  /** From 0; a page holds at most 100. */
  readonly page: number
}

export interface TaskPage {
  readonly tasks: readonly ClickupTask[]
  /** What could not be read as a task: its id, if it has one. */
  readonly unreadable: readonly (string | null)[]
  readonly isLast: boolean
}

export interface ClickupTasks {
  /** Without attachments. */
  listTasks(listId: string, query: TaskQuery): Promise<TaskPage>
  /** With its attachments. */
  task(taskId: string): Promise<ClickupTask>
  /** Makes the tag in the space where there is none of this name. */
  tagTask(taskId: string, name: string): Promise<void>
}

const Page = Type.Object({ tasks: Type.Array(Type.Unknown()), last_page: Type.Optional(Type.Boolean()) })
const PAGE_SIZE = 100

export function clickupTasks(sender: ClickupSender): ClickupTasks {
  return {
    listTasks: async (listId, query) => {
      const answer = await askClickup(sender, Page, {
        method: 'GET',
        path: path`/list/${listId}/task`,
        query: wireQuery(query),
      })
      const read = answer.tasks.map((source) => ({ source, task: readTask(source) }))
      return {
        tasks: read.flatMap(({ task }) => (task === undefined ? [] : [task])),
        unreadable: read.flatMap(({ source, task }) => (task === undefined ? [idIn(source)] : [])),
        // Only where ClickUp does not say: a short page is the last one.
        isLast: answer.last_page ?? answer.tasks.length < PAGE_SIZE,
      }
    },
    task: async (taskId) => {
      const source = await askClickup(sender, Type.Unknown(), {
        method: 'GET',
        path: path`/task/${taskId}`,
      })
      const task = readTask(source)
      if (task !== undefined) return task
      throw new UpstreamError({ service: 'clickup', kind: 'unreadable', status: 200 })
    },
    tagTask: async (taskId, name) => {
      await askClickup(sender, Type.Unknown(), {
        method: 'POST',
        path: path`/task/${taskId}/tag/${name}`,
      })
    },
  }
}

function wireQuery(query: TaskQuery): URLSearchParams {
  const wire = new URLSearchParams({
    page: String(query.page),
    order_by: 'updated',
    // ClickUp begins with the newest.
    reverse: String(query.order === 'oldest-first'),
    subtasks: String(query.includeSubtasks),
    include_closed: String(query.includeClosed),
  })
  if (query.updatedAfterMs !== undefined) wire.set('date_updated_gt', String(query.updatedAfterMs))
  if (query.updatedBeforeMs !== undefined) wire.set('date_updated_lt', String(query.updatedBeforeMs))
  return wire
}

function idIn(source: unknown): string | null {
  return typeof source === 'object' && source !== null && 'id' in source && typeof source.id === 'string'
    ? source.id
    : null
}
