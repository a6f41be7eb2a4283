import { atlassianAccess } from '../atlassian/index.ts'
import { confluenceService } from './confluence-service.ts'

export const confluenceAccess = atlassianAccess(confluenceService)
