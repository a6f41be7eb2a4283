import { Type } from 'typebox'
import { fileForm, UpstreamError } from '../../platform/outbound/index.ts'
import { askClickup, path, type ClickupSender } from './ask-clickup.ts'
import { readTask, type ClickupTask } from './clickup-task.ts'

/** 1 urgent, 2 high, 3 normal, 4 low. */
export type PriorityNumber = 1 | 2 | 3 | 4

/** What a new task and a change of one have in common; what is left out stays. */
export interface TaskWords {
  readonly markdown?: string
  /** The name of a status of the list. */
  readonly status?: string
  readonly priority?: PriorityNumber
  readonly due?: ClickupDue
}

/** `hasTime: false`: the day counts, at whatever time of it. */
export interface ClickupDue {
  readonly at: Date
  readonly hasTime: boolean
}

export interface NewTask extends TaskWords {
  readonly name: string
  readonly tags?: readonly string[]
  readonly assigneeIds?: readonly string[]
  readonly fields?: readonly FieldValue[]
}

export interface TaskChange extends TaskWords {
  readonly name?: string
  /** The only way to assign (facts: clickup, fact 1). */
  readonly assignees?: { readonly add: readonly string[]; readonly remove: readonly string[] }
}

/** `value` as ClickUp takes it for the type of the field (facts: clickup, section 1.6). */
export interface FieldValue {
  readonly id: string
  readonly value: unknown
  readonly valueOptions?: Readonly<Record<string, unknown>>
}

export interface NewAttachment {
  readonly name: string
  readonly mimeType: string
  readonly content: Buffer
}

export interface ClickupTaskWrites {
  /** Never safe to repeat before somebody has looked whether it is there. */
  createTask(listId: string, task: NewTask): Promise<ClickupTask>
  /** Neither tags nor fields; the answer is the task as it is then. */
  updateTask(taskId: string, change: TaskChange): Promise<ClickupTask>
  untagTask(taskId: string, name: string): Promise<void>
  setField(taskId: string, field: FieldValue): Promise<void>
  clearField(taskId: string, fieldId: string): Promise<void>
  /** The attachment's id. Not safe to repeat. */
  attach(taskId: string, file: NewAttachment): Promise<string>
}

export function clickupTaskWrites(sender: ClickupSender): ClickupTaskWrites {
  const write = (method: 'POST' | 'DELETE', at: string, body?: unknown) =>
    askClickup(sender, Type.Unknown(), { method, path: at, ...(body === undefined ? {} : { body }) })

  return {
    createTask: async (listId, { name, tags, assigneeIds, fields, ...words }) =>
      taskIn(
        await write('POST', path`/list/${listId}/task`, {
          name,
          ...wireWords(words),
          ...(tags === undefined ? {} : { tags }),
          ...(assigneeIds === undefined ? {} : { assignees: assigneeIds.map(Number) }),
          ...(fields === undefined ? {} : { custom_fields: fields.map(wireField) }),
        }),
      ),
    updateTask: async (taskId, { name, assignees, ...words }) =>
      taskIn(
        await askClickup(sender, Type.Unknown(), {
          method: 'PUT',
          path: path`/task/${taskId}`,
          body: {
            ...(name === undefined ? {} : { name }),
            ...wireWords(words),
            ...(assignees === undefined
              ? {}
              : { assignees: { add: assignees.add.map(Number), rem: assignees.remove.map(Number) } }),
          },
        }),
      ),
    untagTask: async (taskId, name) => {
      await write('DELETE', path`/task/${taskId}/tag/${name}`)
    },
    setField: async (taskId, field) => {
      const { id, ...body } = wireField(field)
      await write('POST', path`/task/${taskId}/field/${id}`, body)
    },
    clearField: async (taskId, fieldId) => {
      await write('DELETE', path`/task/${taskId}/field/${fieldId}`)
    },
    attach: async (taskId, { name, mimeType, content }) => {
      const { id } = await askClickup(sender, Type.Object({ id: Type.String() }), {
        method: 'POST',
        path: path`/task/${taskId}/attachment`,
        form: fileForm({ field: 'attachment', name, mimeType, content }),
      })
      return id
    },
  }
}

function wireWords({ markdown, status, priority, due }: TaskWords) {
  return {
    ...(markdown === undefined ? {} : { markdown_content: markdown }),
    ...(status === undefined ? {} : { status }),
    ...(priority === undefined ? {} : { priority }),
    ...(due === undefined ? {} : { due_date: due.at.getTime(), due_date_time: due.hasTime }),
  }
}

function wireField({ id, value, valueOptions }: FieldValue) {
  return { id, value, ...(valueOptions === undefined ? {} : { value_options: valueOptions }) }
}

/** After a write: an answer that is no task says nothing of what has happened. */
function taskIn(source: unknown): ClickupTask {
  const task = readTask(source)
  if (task !== undefined) return task
  throw new UpstreamError({ service: 'clickup', kind: 'unreadable', status: 200 })
}
