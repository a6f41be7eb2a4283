// Promises: says as whom it acts; an answer to nobody in particular counts as a refusal.
export { jiraService } from './jira-service.ts'
