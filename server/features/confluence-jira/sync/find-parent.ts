import type { ConfluencePage } from '../../../connectors/confluence/index.ts'
import type { JiraIssue } from '../../../connectors/jira/index.ts'
import { findIssueMacros } from '../pages/find-issue-macros.ts'
import { readStorage } from '../pages/read-storage.ts'
import { isLasting } from '../runs/is-lasting.ts'
import type { SyncContext } from '../runs/run-context.ts'

/** The issue that the tasks of a page belong to: the first of a parent's type on the page, else on the nearest page above it. */
export type FindParent = (page: ConfluencePage) => Promise<JiraIssue | undefined>

/** Each page is looked at once for a run; `expect` hears of each parent as soon as it is found. */
export function parentFinder(context: SyncContext, expect: (parent: JiraIssue) => void): FindParent {
  const known = new Map<string, Promise<JiraIssue | undefined>>()

  async function findOn(page: ConfluencePage): Promise<JiraIssue | undefined> {
    const own = await parentOn(context, page)
    if (own !== undefined) expect(own)
    const { parentId } = page
    if (own !== undefined || parentId === null) return own
    return once(parentId, async () => {
      const parent = await ifLasting<ConfluencePage | undefined>(
        undefined,
        context.confluence.readPage(parentId),
      )
      return parent === undefined ? findBeyond(page) : findOn(parent)
    })
  }

  /** Above a folder, or a page that the connection may not read. */
  async function findBeyond({ id, parentId }: ConfluencePage): Promise<JiraIssue | undefined> {
    const ids = await ifLasting<readonly string[]>([], context.confluence.listPagesAbove(id))
    for (const pageId of ids.filter((one) => one !== parentId)) {
      const page = await ifLasting<ConfluencePage | undefined>(undefined, context.confluence.readPage(pageId))
      if (page !== undefined) return once(pageId, () => findOn(page))
    }
    return undefined
  }

  function once(pageId: string, find: () => Promise<JiraIssue | undefined>): Promise<JiraIssue | undefined> {
    const found = known.get(pageId) ?? find()
    known.set(pageId, found)
    return found
  }

  return (page) => once(page.id, () => findOn(page))
}

/** What cannot be read, such as a folder or a restricted page, names no parent. */
async function ifLasting<T>(instead: T, reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (isLasting(error)) return instead
    throw error
  }
}

async function parentOn(
  { jira, jiraUrl, run }: SyncContext,
  { storage }: ConfluencePage,
): Promise<JiraIssue | undefined> {
  const reading = readStorage(storage)
  if (reading.outcome === 'unreadable') return undefined
  const references = findIssueMacros(reading.document, { jiraUrl })
  const keys = [...new Set(references.map(({ key }) => key))]
  if (keys.length === 0) return undefined
  const { issues } = await jira.readIssues(keys)
  const wanted = new Set(run.settings.parentIssueTypes.map((type) => type.toLowerCase()))
  return keys
    .flatMap((key) => issues.get(key) ?? [])
    .find(({ type }) => wanted.has(type.id) || wanted.has(type.name.toLowerCase()))
}
