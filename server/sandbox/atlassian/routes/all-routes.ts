import { throughGateway } from '../http/server.ts'
import type { Route } from '../http/route.ts'
import { contentDetailRoutes } from './content-detail.routes.ts'
import { contentRoutes } from './content.routes.ts'
import { jiraCreateRoutes } from './jira-create.routes.ts'
import { jiraDetailRoutes } from './jira-detail.routes.ts'
import { jiraIssueRoutes } from './jira-issue.routes.ts'
import { jiraMetaRoutes } from './jira-meta.routes.ts'
import { jiraSearchRoutes } from './jira-search.routes.ts'
import { jiraUserRoutes } from './jira-user.routes.ts'
import { oldConfluenceRoutes } from './old-confluence.routes.ts'
import { pageDetailRoutes } from './page-detail.routes.ts'
import { pageTreeRoutes } from './page-tree.routes.ts'
import { pageRoutes } from './page.routes.ts'

/** Every operation once, in the words of the documents. */
export const ATLASSIAN_ROUTES: readonly Route[] = [
  ...jiraCreateRoutes,
  ...jiraIssueRoutes,
  ...jiraDetailRoutes,
  ...jiraSearchRoutes,
  ...jiraMetaRoutes,
  ...jiraUserRoutes,
  ...pageRoutes,
  ...pageTreeRoutes,
  ...pageDetailRoutes,
  ...oldConfluenceRoutes,
  ...contentRoutes,
  ...contentDetailRoutes,
]

const IS_OF_SITE = /^\/(?:_edge|wiki\/x)\//

/** On the site and behind the gateway. */
export function cloudRoutes(): readonly Route[] {
  const site = ATLASSIAN_ROUTES.filter(({ dialect }) => dialect === 'cloud')
  return [...site, ...site.filter(({ path }) => !IS_OF_SITE.test(path)).map(throughGateway)]
}

export function serverRoutes(product: 'jira' | 'confluence'): readonly Route[] {
  return ATLASSIAN_ROUTES.filter(
    ({ dialect, form }) => dialect === 'data-center' && (form === 'jira') === (product === 'jira'),
  )
}
