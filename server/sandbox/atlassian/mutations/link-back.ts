import { findIssue, latestOf } from '../state/look-up.ts'
import type { Dialect, Page } from '../state/model.ts'
import { confluenceBase } from '../views/confluence-url.ts'
import type { World } from '../world.ts'
import { putRemoteLink } from './issues.ts'

const MACRO = /<ac:structured-macro\b[^>]*\bac:name="jira(?:issues)?"[^>]*>([\s\S]*?)<\/ac:structured-macro>/g
const KEY = /<ac:parameter ac:name="key">\s*([A-Za-z][A-Za-z0-9_]*-\d+)\s*<\/ac:parameter>/

/** Confluence tells Jira of each issue that a saved page shows by a macro; smart links it does not tell here. */
export function linkBack(world: World, page: Page, dialect: Dialect): void {
  if (!world.quirks.macroLinksBack) return
  for (const [, inner = ''] of latestOf(page).body.matchAll(MACRO)) {
    const issue = findIssue(world.state, KEY.exec(inner)?.[1] ?? '')
    if (issue === undefined) continue
    putRemoteLink(world, issue.id, {
      globalId: `appId=${world.state.serverId}&pageId=${page.id}`,
      application: { type: 'com.atlassian.confluence', name: 'Confluence' },
      relationship: 'mentioned in',
      object: {
        url: `${confluenceBase(world, dialect)}/pages/viewpage.action?pageId=${page.id}`,
        title: 'Page',
      },
    })
  }
}
