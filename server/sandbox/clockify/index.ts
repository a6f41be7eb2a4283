// A fake Clockify that behaves: it installs the add-on, signs its tokens, answers the REST API from a seeded
// workspace, enforces scopes and limits, and sends webhooks with their duplicates, disorder and retries.
// It knows nothing of the product but its manifest. For the demo and the tests, never for production.
export { type ClockifySandbox, startClockifySandbox } from './clockify-sandbox.ts'
export { tellPastWeek } from './past-week.ts'
export { type Fault } from './http/faults.ts'
export { type LoggedRequest } from './http/request-log.ts'
export { type Installation } from './lifecycle/add-on.ts'
export { type ClockifySandboxOptions, DEFAULT_SIZE, type SandboxSize } from './options.ts'
export { QUIRKS, type Quirks } from './quirks.ts'
export { generateSandboxKeys, type SandboxKeys } from './tokens/keys.ts'
export { type Forgery } from './tokens/sign-token.ts'
export { type Delivery } from './webhooks/delivery-queue.ts'
export { WEBHOOK_EVENTS } from './webhooks/webhook-events.ts'
