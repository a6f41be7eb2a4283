// Promises: every request carries the connected user's token, keeps to the plan's limit and is repeated only if it is safe; refusals are
// told apart by ClickUp's own code and say what to do. Never: decides what a task means to us, or sends the token to where files are kept.
export { clickupAuthorization } from './clickup-authorization.ts'
export { clickupAccess } from './clickup-access.ts'
export { clickupOpener, type ClickupClient, type OpenClickup } from './clickup-client.ts'
export { ClickupRefusal, type ClickupMeaning } from './clickup-error.ts'
export type { ClickupComment } from './clickup-comments.ts'
export type { ClickupFieldDefinition } from './clickup-fields.ts'
export type { ClickupDue, FieldValue, NewTask, PriorityNumber, TaskChange } from './clickup-task-writes.ts'
export type { ClickupList, ClickupPlace } from './clickup-places.ts'
export { clickupV3Connector } from './clickup-v3-connector.ts'
export { CLICKUP_API_URL, clickupService } from './clickup-service.ts'
export type {
  ClickupAttachment,
  ClickupField,
  ClickupPerson,
  ClickupPriority,
  ClickupTask,
} from './clickup-task.ts'
export { readTask } from './clickup-task.ts'
export type { TaskPage, TaskQuery } from './clickup-tasks.ts'
export type { ClickupWebhook } from './clickup-webhooks.ts'
export { ATTACHMENT_HOSTS, attachmentDownloader, type DownloadAttachment } from './download-attachment.ts'
