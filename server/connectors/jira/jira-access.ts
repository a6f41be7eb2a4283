import { atlassianAccess } from '../atlassian/index.ts'
import { jiraService } from './jira-service.ts'

export const jiraAccess = atlassianAccess(jiraService)
