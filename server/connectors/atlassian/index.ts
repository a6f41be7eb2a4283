// Promises: what Jira and Confluence have in common: how one signs in at the Cloud and at a Data Center, and what a refusal means.
export { AtlassianCredentials, ATLASSIAN_HOSTS, missingEmail } from './credentials.ts'
export { askAs } from './ask-as.ts'
