// Promises: a delivery that was answered is stored, once, and will be handed to each subscriber at least once; deliveries about
// one entity are stored in the order in which one process took them. Never: runs a subscriber while the sender waits.
export { createWebhooks, WEBHOOK_DEFAULTS } from './create-webhooks.ts'
export type { EventNotice, WebhookOptions } from './deps.ts'
export { eventPath } from './event-name.ts'
export type { ServiceDoor, SignedDelivery } from './service-door.ts'
export { WEBHOOK_EVENT_NAMES, type WebhookEventName } from './event-types.ts'
