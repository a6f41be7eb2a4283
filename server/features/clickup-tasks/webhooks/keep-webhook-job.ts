import { handleJob, type JobHandler, type Schedule } from '../../../platform/jobs/index.ts'
import { keepWebhookJob } from './ask-for-webhook.ts'
import type { ClickupWebhookDeps } from './deps.ts'
import { keepWebhook } from './keep-webhook.ts'

export const keepWebhookSchedule: Schedule = {
  name: 'clickup-tasks.keep-webhook',
  cron: '7,22,37,52 * * * *',
  definition: keepWebhookJob,
  payload: {},
  each: 'workspace',
}

export function keepWebhookHandler(deps: ClickupWebhookDeps): JobHandler {
  return handleJob(keepWebhookJob, (job) => keepWebhook(deps, job.scope, job))
}
