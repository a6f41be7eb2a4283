import type { ConfluenceClient, ConfluencePage } from '../../../connectors/confluence/index.ts'
import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { UpstreamError, type Sleep } from '../../../platform/outbound/index.ts'
import { AppError, messageOf } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { ConfluenceJiraDeps } from '../deps.ts'
import { showIssue } from '../issues/show-issue.ts'
import type { IssueToShow } from '../pages/issue-reference.ts'
import { readSettings } from '../settings/change-settings.ts'
import { pageBody } from './page-body.ts'
import { countPages, planTree, type PlannedPage } from './plan-tree.ts'
import type { PageTreeOptions } from './tree-options.ts'

export interface PageTreeDeps extends Pick<
  ConfluenceJiraDeps,
  'db' | 'clock' | 'openJira' | 'openConfluence'
> {
  readonly sleep: Sleep
  /** Ends it behind the page that is being made. */
  readonly signal: AbortSignal
  readonly tell: (line: string) => void
  readonly progress?: ((line: string) => void) | undefined
}

interface Making {
  readonly deps: PageTreeDeps
  readonly options: PageTreeOptions
  readonly confluence: ConfluenceClient
  readonly parent: ConfluencePage
  readonly issues: readonly IssueToShow[]
  /** Ids of the pages below the parent, by title. */
  readonly there: Map<string, string>
}

/** Makes the pages of the tree that are not there yet; returns what was done, in words. Throws an AppError that says what to do. */
export async function generateTree(
  deps: PageTreeDeps,
  scope: WorkspaceScope,
  options: PageTreeOptions,
): Promise<string> {
  const confluence = await deps.openConfluence(scope, 'background')
  const parent = await inTime(deps, () => readParent(confluence, options))
  const issues = await inTime(deps, () => readIssues(deps, scope, options))
  const tree = await inTime(deps, () => confluence.readTree(parent.id))
  const there = new Map(tree.pages.map(({ title, id }) => [title, id]))
  const count = countPages(options)
  const kept = [...planTree(options)].filter(({ title }) => there.has(title)).length
  const below = `below “${parent.title}” in ${parent.spaceKey}`
  const stay = kept === 0 ? '' : `; ${kept} more are there already and stay as they are`
  if (options.isDry)
    return `${drawTree(options, there)}\n\n${count - kept} pages would be made ${below}${stay}. Nothing was written.`
  deps.tell(`${count - kept} pages are made ${below}${stay}.`)
  await makePages({ deps, options, confluence, parent, issues, there })
  return `All ${count} pages are there: ${parent.url}`
}

async function readParent(
  confluence: ConfluenceClient,
  { parentId, spaceKey }: PageTreeOptions,
): Promise<ConfluencePage> {
  const parent = await confluence.readPage(parentId)
  if (parent.spaceKey.toLowerCase() === spaceKey.toLowerCase()) return parent
  throw new AppError(
    'INVALID',
    `Page ${parentId}, “${parent.title}”, is in the space ${parent.spaceKey} and not in ${spaceKey}. Say --space ${parent.spaceKey}, or name another page.`,
  )
}

async function readIssues(
  deps: PageTreeDeps,
  scope: WorkspaceScope,
  { issueKeys }: PageTreeOptions,
): Promise<readonly IssueToShow[]> {
  const jira = await deps.openJira(scope, 'background')
  const { issues, missing } = await jira.readIssues(issueKeys)
  if (missing.size > 0) {
    const lines = [...missing].map(([key, why]) => `  ${key}: ${why}`)
    throw new AppError(
      'INVALID',
      `Not all --issues can be shown:\n${lines.join('\n')}\nName others; nothing was made.`,
    )
  }
  const { applicationLink } = await readSettings(deps, scope)
  const jiraUrl = (await jira.issuePage('A-1')).replace(/\/browse\/A-1$/, '')
  const place = { deployment: jira.deployment, jiraUrl, applicationLink }
  return issueKeys.map((key) => showIssue(place, issues.get(key)?.key ?? key))
}

function drawTree(options: PageTreeOptions, there: ReadonlyMap<string, string>): string {
  return [...planTree(options)]
    .map(
      ({ title, level }) =>
        `${'  '.repeat(level - 1)}${title}${there.has(title) ? ' (is there already)' : ''}`,
    )
    .join('\n')
}

async function makePages(making: Making): Promise<void> {
  const { deps, options, there } = making
  const count = countPages(options)
  let done = 0
  let title = ''
  try {
    for (const page of planTree(options)) {
      title = page.title
      deps.signal.throwIfAborted()
      if (!there.has(title)) there.set(title, await inTime(deps, () => makePage(making, page)))
      done += 1
      deps.progress?.(`${done} of ${count} pages`)
    }
  } catch (error) {
    throw brokenOff(deps, error, { title, done: `${done} of ${count} pages are there.` })
  } finally {
    deps.progress?.('')
  }
}

async function makePage(
  { deps, options, confluence, ...making }: Making,
  page: PlannedPage,
): Promise<string> {
  const { parent, issues, there } = making
  const { title, above, place } = page
  const parentId = above === null ? parent.id : there.get(above)
  const issue = issues[place % issues.length]
  if (parentId === undefined || issue === undefined) throw new RangeError(`${title} has no place in the tree`)
  const storage = pageBody({ issue, tasks: options.tasksPerPage, today: deps.clock.now() })
  try {
    return (await confluence.createPage({ spaceKey: parent.spaceKey, parentId, title, storage })).id
  } catch (error) {
    // Its answer may have been lost, and then it is there nevertheless.
    const found =
      error instanceof UpstreamError ? await confluence.findPage(parent.spaceKey, title) : undefined
    if (found?.parentId === parentId) return found.id
    throw error
  }
}

/** Waits where Confluence or Jira takes no more for a while. */
async function inTime<T>({ clock, sleep, signal, tell }: PageTreeDeps, act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof BudgetExhausted)) throw error
      tell(`No more requests are taken until ${error.resumesAt.toISOString()}; it goes on then.`)
      await sleep(Math.max(0, error.resumesAt.getTime() - clock.now().getTime()), signal)
    }
  }
}

interface Break {
  /** Of the page that was due. */
  readonly title: string
  readonly done: string
}

function brokenOff({ signal }: PageTreeDeps, error: unknown, { title, done }: Break): unknown {
  const goOn = `${done} Run the same command again to go on: they stay as they are.`
  if (signal.aborted) return new AppError('CONFLICT', `Stopped. ${goOn}`)
  if (!(error instanceof UpstreamError) && !(error instanceof AppError)) return error
  return new AppError('UPSTREAM_FAILED', `${title} was not made. ${messageOf(error)}\n${goOn}`, {
    cause: error,
  })
}
