// A fake Huntflow that behaves: it answers API v2 from seeded organisations with the real one's quirks, rotates tokens
// that expire, keeps to the rate limit, refuses bodies as the document says and reads what a small résumé shows.
// It knows nothing of the product. For the demo and the tests, never for production.
export { type HeldRequest } from '../shared/http/faults.ts'
export { type HuntflowSandbox, startHuntflowSandbox } from './huntflow-sandbox.ts'
export { type HuntflowFault } from './http/faults.ts'
export { type LoggedRequest as HuntflowRequest } from './http/request-log.ts'
export { DEFAULT_HUNTFLOW_SIZE, type HuntflowSandboxOptions } from './options.ts'
export { QUIRKS as HUNTFLOW_QUIRKS, type Quirks as HuntflowQuirks } from './quirks.ts'
export { type Applicant, type Vacancy } from './state/model.ts'
export { type TokenPair as HuntflowTokens } from './tokens.ts'
