import type { NewIssue } from '../../../connectors/jira/index.ts'
import type { SyncContext } from '../runs/run-context.ts'
import { listKnownKeys } from './task-issue.store.ts'

interface Trace {
  /** What the description holds. */
  readonly trace: string
  readonly issue: NewIssue
  readonly sentAt: Date
}

const MINUTE_MS = 60_000
// Clocks differ, and the query counts in minutes.
const MARGIN_MINUTES = 10
const MOST = 1_000

/** The issue that a creation has left behind whose answer was lost. */
export async function findTrace(
  context: SyncContext,
  { trace, issue, sentAt }: Trace,
): Promise<string | undefined> {
  const { jira, deps, scope } = context
  const sinceMinutes = Math.ceil((deps.clock.now().getTime() - sentAt.getTime()) / MINUTE_MS) + MARGIN_MINUTES
  const { issues } = await jira.searchIssues({
    jql: `project = "${issue.projectKey}" AND creator = currentUser() AND created >= "-${sinceMinutes}m" ORDER BY created DESC`,
    most: MOST,
  })
  // Where the screen has no description, only the summary tells.
  const alike = issues.filter(({ description, summary }) =>
    description === null ? summary === issue.summary : description.includes(trace),
  )
  if (alike.length === 0) return undefined
  const keys = alike.map(({ key }) => key)
  const known = await context.read((tx) => listKnownKeys(tx, scope, keys))
  return keys.find((key) => !known.has(key))
}
