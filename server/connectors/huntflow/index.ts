// Promises: requests keep to Huntflow's limit, an expired pair of tokens is renewed once and stored before it is used, and refusals say
// what to do. Never: repeats a write.
export { huntflowAccess } from './huntflow-access.ts'
export type { HuntflowAccount } from './huntflow-accounts.ts'
export type { FoundApplicant, HuntflowApplicant, MadeApplicant, NewApplicant } from './huntflow-applicants.ts'
export { accountPage, huntflowOpener, type HuntflowClient, type OpenHuntflow } from './huntflow-client.ts'
export { huntflowService } from './huntflow-service.ts'
export { MOST_FILE_BYTES, type ParsedResume } from './upload-resume.ts'
