import type { JiraClient } from '../../../connectors/jira/index.ts'
import { findIssueMacros } from '../pages/find-issue-macros.ts'
import type { IssueToShow } from '../pages/issue-reference.ts'
import type { StorageDocument } from '../pages/read-storage.ts'
import type { RunContext } from '../runs/run-context.ts'
import type { PageTaskSettings } from '../settings/settings.schemas.ts'

export interface IssuePlace extends Pick<PageTaskSettings, 'applicationLink'> {
  readonly deployment: JiraClient['deployment']
  /** What the addresses of issues begin with. */
  readonly jiraUrl: string
}

export function issuePlaceOf({ run, jira, jiraUrl }: RunContext): IssuePlace {
  return { deployment: jira.deployment, jiraUrl, applicationLink: run.settings.applicationLink }
}

/** A smart link needs no application link; a Data Center knows macros only, and takes the link of those on the page. */
export function showIssue(place: IssuePlace, key: string, document?: StorageDocument): IssueToShow {
  const { deployment, jiraUrl, applicationLink } = place
  if (deployment === 'cloud') return { as: 'smart-link', key, url: `${jiraUrl}/browse/${key}` }
  if (applicationLink !== null)
    return { as: 'macro', key, server: applicationLink.name, serverId: applicationLink.serverId }
  const like =
    document === undefined ? undefined : findIssueMacros(document).find(({ serverId }) => serverId !== null)
  return {
    as: 'macro',
    key,
    ...(like?.server == null ? {} : { server: like.server }),
    ...(like?.serverId == null ? {} : { serverId: like.serverId }),
  }
}
