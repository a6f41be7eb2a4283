import type { ClickupClient, ClickupTask } from '../../../connectors/clickup/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import type { CompiledRule } from './match-rule.ts'
import type { Happening } from './read-happening.ts'
import type { Asked } from './reply-deps.ts'

interface Found {
  readonly happening: Happening
  readonly rules: readonly CompiledRule[]
}

/** With what only ClickUp knows, as far as the rules or their replies need it. Undefined when the task is gone. */
export async function findAsked(
  clickup: ClickupClient,
  { happening, rules }: Found,
): Promise<Asked | undefined> {
  const { event, taskId, comment } = happening
  if (comment !== undefined && !rules.some(({ rule }) => rule.reply.includes('{task}')))
    return { event, happening, taskName: '', author: comment.author, texts: [comment.text] }
  const task = await findTask(clickup, taskId)
  if (task === undefined) return undefined
  const { name: taskName, creator, description } = task
  return comment === undefined
    ? { event, happening, taskName, author: creator, texts: [taskName, description] }
    : { event, happening, taskName, author: comment.author, texts: [comment.text] }
}

async function findTask(clickup: ClickupClient, taskId: string): Promise<ClickupTask | undefined> {
  try {
    return await clickup.task(taskId)
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === 'not-found') return undefined
    throw error
  }
}
