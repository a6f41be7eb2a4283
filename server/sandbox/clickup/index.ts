// A fake ClickUp that behaves: it answers API v2 from a seeded Workspace with the real one's quirks, keeps to its
// rate limits and error codes, and sends signed webhooks that can be lost, doubled and suspended.
// It knows nothing of the product. For the demo and the tests, never for production.
export { type HeldRequest } from '../shared/http/faults.ts'
export { type ClickUpSandbox, startClickupSandbox } from './clickup-sandbox.ts'
export { type ClickUpFault } from './http/faults.ts'
export { type LoggedRequest as ClickUpRequest } from './http/request-log.ts'
export { type CheckRequest, type ClickUpSandboxOptions, DEFAULT_CLICKUP_SIZE } from './options.ts'
export { QUIRKS as CLICKUP_QUIRKS, type Quirks as ClickUpQuirks } from './quirks.ts'
export { type Field, type Task, type Webhook } from './state/model.ts'
export { type ClickUpDelivery, sign as signClickUpBody } from './webhooks/delivery-queue.ts'
export { CLICKUP_WEBHOOK_EVENTS } from './webhooks/webhook-events.ts'
