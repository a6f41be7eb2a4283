import type { TaskName } from './task-issue.store.ts'

/** The same for the same task, so that the link from its issue back to the page is there once. */
export function linkIdOf({ connectionId, pageId, taskKey }: TaskName): string {
  return `switchyard:${connectionId}:${pageId}:${taskKey}`
}
