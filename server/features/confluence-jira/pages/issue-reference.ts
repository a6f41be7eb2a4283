import { createHash } from 'node:crypto'
import type { StorageDocument, StorageNode } from './read-storage.ts'
import { attributeOf } from './storage-nodes.ts'

/** How the page shows an issue. A smart link needs no application link, so it is what Cloud can always show. */
export type IssueToShow =
  | {
      readonly as: 'macro'
      readonly key: string
      /** The application link's name and id; left out where Confluence has one Jira only. */
      readonly server?: string
      readonly serverId?: string
      /** Default: false. */
      readonly showSummary?: boolean
    }
  | { readonly as: 'smart-link'; readonly key: string; readonly url: string }

// "swyd": tells our macros from those that people made, whatever run they come from.
const OUR_PREFIX = '73777964'

/** The same for the same task in the same run, in the shape that Confluence gives its macros. */
export function macroIdOf(task: {
  readonly runId: string
  readonly pageId: string
  readonly taskId: string
}): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([task.runId, task.pageId, task.taskId]))
    .digest('hex')
  return [
    OUR_PREFIX,
    hash.slice(0, 4),
    `8${hash.slice(4, 7)}`,
    `a${hash.slice(7, 10)}`,
    hash.slice(10, 22),
  ].join('-')
}

/** Whether the node is a macro that a run put in place of a task or into it. */
export function isOurMacro(page: StorageDocument, node: StorageNode): boolean {
  if (node.name !== 'ac:structured-macro') return false
  return attributeOf(page, node, 'ac:macro-id')?.startsWith(`${OUR_PREFIX}-`) === true
}

export function markupOf(issue: IssueToShow, macroId: string): string {
  if (issue.as === 'smart-link') {
    const url = escaped(issue.url)
    return `<a href="${url}" data-card-appearance="inline">${url}</a>`
  }
  const parameters = [
    ['server', issue.server],
    ['serverId', issue.serverId],
    ['showSummary', String(issue.showSummary ?? false)],
    ['key', issue.key],
  ]
  const inner = parameters.map(([name, value]) =>
    value === undefined ? '' : `<ac:parameter ac:name="${name}">${escaped(value)}</ac:parameter>`,
  )
  return `<ac:structured-macro ac:name="jira" ac:schema-version="1" ac:macro-id="${macroId}">${inner.join('')}</ac:structured-macro>`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
