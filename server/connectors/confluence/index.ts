// Promises: one client for Cloud and Data Center that says as whom it acts; an answer to nobody in particular counts as a refusal, a tree
// is whole or fails, and a write is done once although its answer was lost. Never: overwrites what somebody has saved since it was read.
export { confluenceAccess } from './confluence-access.ts'
export type {
  ConfluenceClient,
  ConfluencePage,
  ConfluenceUser,
  NewPage,
  OpenConfluence,
  PageSummary,
  PageTree,
  PageWrite,
} from './confluence-client.ts'
export { isTitleTaken } from './confluence-error.ts'
export { confluenceOpener } from './confluence-opener.ts'
export { confluenceService } from './confluence-service.ts'
