// Promises: what Jira and Confluence have in common: how one signs in at the Cloud and at a Data Center, and what a refusal means.
export { AtlassianCredentials, ATLASSIAN_HOSTS, missingEmail, type Deployment } from './credentials.ts'
export { askAs } from './ask-as.ts'
export {
  atlassianAccess,
  deadProblem,
  deploymentOf,
  headersOf,
  isGateway,
  retryAfterMs,
} from './atlassian-access.ts'
export { accessError, deadWords, isAnonymous, strangerError } from './atlassian-error.ts'
export { dialectConnectors, foreignDialects } from './dialect-connectors.ts'
