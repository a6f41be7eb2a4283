import {
  readStorage,
  type StorageDocument,
} from '../../../../../server/features/confluence-jira/pages/read-storage.ts'
import {
  replaceTasks,
  type PageEdit,
  type ReplaceInput,
} from '../../../../../server/features/confluence-jira/pages/replace-tasks.ts'

export function read(storage: string): StorageDocument {
  const reading = readStorage(storage)
  if (reading.outcome === 'unreadable') throw new Error(JSON.stringify({ ...reading, storage }))
  return reading.document
}

export function replace(
  storage: string,
  taskIds: readonly string[],
  options: Partial<Omit<ReplaceInput, 'replacements'>> = {},
): PageEdit {
  return replaceTasks(read(storage), {
    runId: 'run',
    pageId: '101',
    mode: 'replace',
    ...options,
    replacements: taskIds.map((taskId) => ({
      taskId,
      issue: { as: 'macro', key: `NEW-${taskId}`, server: 'System Jira', serverId: 'a9986ca6' },
    })),
  })
}

export function task(id: number | string, body: string, status = 'incomplete'): string {
  return `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>${status}</ac:task-status><ac:task-body>${body}</ac:task-body></ac:task>`
}

export function list(...tasks: readonly string[]): string {
  return `<ac:task-list>${tasks.join('')}</ac:task-list>`
}

export function span(text: string): string {
  return `<span class="placeholder-inline-tasks">${text}</span>`
}
