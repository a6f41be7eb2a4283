import { UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import type { TestMessageResult } from './slack.schemas.ts'

const TEXT = 'Switchyard can post here. Pushed tasks will be announced in this channel.'

/** Says hello in the channel. CONFLICT without a connection; what Slack refuses is the result. */
export async function sendTestMessage(
  { openSlack }: Pick<TaskUpsertDeps, 'openSlack'>,
  scope: WorkspaceScope,
): Promise<TestMessageResult> {
  const slack = await openSlack(scope, 'interactive')
  try {
    const text = { type: 'mrkdwn', text: TEXT, verbatim: true }
    await slack.post({ text: TEXT, blocks: [{ type: 'section', text }], key: 'test' })
    return { ok: true, problem: null }
  } catch (error) {
    const isTheirs =
      error instanceof UpstreamError || (error instanceof AppError && error.code === 'CONFLICT')
    if (isTheirs) return { ok: false, problem: error.message }
    throw error
  }
}
