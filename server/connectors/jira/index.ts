// Promises: every function does the same on Cloud and at a Data Center; refusals name the fields and say what to do, never in Jira's words;
// an answer to nobody in particular counts as a refusal. Never: repeats a write, or decides what an issue means to us.
export { jiraAccess } from './jira-access.ts'
export { JiraRefusal } from './jira-error.ts'
export { jiraOpener } from './jira-opener.ts'
export { jiraService } from './jira-service.ts'
export type {
  CreateField,
  Deployment,
  DescriptionBlock,
  JiraClient,
  JiraField,
  JiraIssue,
  JiraIssuesRead,
  JiraIssueType,
  JiraStatus,
  JiraTransition,
  JiraUser,
  NewIssue,
  OpenJira,
  RemoteLink,
} from './jira-client.ts'
