// A fake Jira and a fake Confluence that behave, each as Cloud and as Data Center: one world of issues and pages,
// answered in four forms with the real ones' quirks, limits and errors.
// They know nothing of the product. For the demo and the tests, never for production.
export { type HeldRequest } from '../shared/http/faults.ts'
export {
  type AtlassianSandbox,
  type CloudPlace,
  type DataCenterPlace,
  startAtlassianSandbox,
} from './atlassian-sandbox.ts'
export { type AtlassianFault } from './http/faults.ts'
export { type RateReason } from './http/limits.ts'
export { type LoggedRequest as AtlassianRequest } from './http/request-log.ts'
export { type AtlassianSandboxOptions, type CheckRequest, DEFAULT_ATLASSIAN_SIZE } from './options.ts'
export { QUIRKS as ATLASSIAN_QUIRKS, type Quirks as AtlassianQuirks } from './quirks.ts'
export { type Issue, type Page, type PageVersion, type User } from './state/model.ts'
