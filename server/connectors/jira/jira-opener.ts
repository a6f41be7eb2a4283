import { Type } from 'typebox'
import type { ServiceConnector } from '../../platform/connections/index.ts'
import { deploymentOf, isGateway } from '../atlassian/index.ts'
import { askJira, type JiraSender } from './ask-jira.ts'
import type { OpenJira } from './jira-client.ts'
import { jiraIssues } from './jira-issues.ts'
import { jiraLinks } from './jira-links.ts'
import { jiraMeta } from './jira-meta.ts'
import { jiraSearch } from './jira-search.ts'
import { jiraUsers } from './jira-users.ts'
import { jiraWrites } from './jira-writes.ts'

const ServerInfo = Type.Object({ baseUrl: Type.String({ pattern: '^https?://[^/]' }) })

export function jiraOpener(connector: Pick<ServiceConnector, 'open'>): OpenJira {
  return async (scope, kind, signal) => {
    const connection = await connector.open(scope, kind)
    const sender: JiraSender = { connection, deployment: deploymentOf(connection), signal }
    const readSite = siteReader(sender)
    return {
      connectionId: connection.id,
      deployment: sender.deployment,
      issuePage: async (key) => `${await readSite()}/browse/${encodeURIComponent(key)}`,
      ...jiraUsers(sender),
      ...jiraIssues(sender),
      ...jiraSearch(sender),
      ...jiraMeta(sender),
      ...jiraWrites(sender),
      ...jiraLinks(sender),
    }
  }
}

/** Where people see Jira, without a slash at the end: asked once, and only where requests go through the gateway. */
function siteReader(sender: JiraSender): () => Promise<string> {
  const address = sender.connection.baseUrls['api'] ?? ''
  let site: Promise<string> | undefined = isGateway(address) ? undefined : Promise.resolve(address)
  return () => {
    site ??= askJira(sender, ServerInfo, { method: 'GET', path: '/serverInfo' }).then(
      ({ baseUrl }) => baseUrl.replace(/\/+$/, ''),
      (error: unknown) => {
        // The next one may ask again.
        site = undefined
        throw error
      },
    )
    return site
  }
}
