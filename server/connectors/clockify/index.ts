// Promises: every request to Clockify carries one token, waits for its slot and is repeated only if it is safe.
// Never: decides what a call means, or lets a member use the installation's token.
export { createClockifyConnector } from './clockify-connector.ts'
