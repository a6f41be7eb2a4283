// Promises: a delivery that was answered is stored, once, and will be handed to each subscriber at least once; deliveries about
// one entity are stored in the order in which one process took them. Never: runs a subscriber while the sender waits.
export { createWebhooks, WEBHOOK_DEFAULTS } from './create-webhooks.ts'
export type { EventNotice, RecognisedWebhook, WebhookOptions, WebhooksDeps, WebhookTokens } from './deps.ts'
export { fromKebab, toKebab } from './event-name.ts'
export {
  findEventType,
  WEBHOOK_EVENT_TYPES,
  type WebhookChange,
  type WebhookEventType,
} from './event-types.ts'
