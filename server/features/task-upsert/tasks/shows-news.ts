import { canonicalJson } from './canonical-json.ts'
import type { AppliedTask } from './tracked-task.ts'

/** Whether something that the task's message shows is another than before, or it is only now to have one. */
export function showsNews(before: AppliedTask | null, now: AppliedTask): boolean {
  return before === null || canonicalJson(shownOf(before)) !== canonicalJson(shownOf(now))
}

function shownOf({ title, description, priority, tags, assigneeEmails, announce }: AppliedTask) {
  return { title, description, priority, tags, assigneeEmails, announce }
}
