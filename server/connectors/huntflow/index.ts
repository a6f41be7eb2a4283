// Promises: requests keep to Huntflow's limit, an expired pair of tokens is renewed once and stored before it is used, and refusals say
// what to do. Never: repeats a write.
export { huntflowAccess } from './huntflow-access.ts'
export { huntflowService } from './huntflow-service.ts'
