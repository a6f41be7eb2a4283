// Promises: whoever watches a workspace sees what happens there within a moment, whichever process does it.
// Never: carries anything that is not also in a table; a missed event loses nothing.
export { EventHub, type LiveEvent } from './event-hub.ts'
export { eventsRoutes } from './events.routes.ts'
