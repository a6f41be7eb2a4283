import type { JiraUser } from '../../../connectors/jira/index.ts'
import type { SyncContext } from '../runs/run-context.ts'
import type { TaskResult } from '../runs/run.ts'

/** Whom Jira assigns for the person that a task names; undefined: nobody that Jira knows. */
export type FindAssignee = (task: Pick<TaskResult, 'assignee'>) => Promise<JiraUser | undefined>

/** Each person is looked up once for a run. */
export function assigneeFinder(context: SyncContext): FindAssignee {
  const known = new Map<string, Promise<JiraUser | undefined>>()
  return async ({ assignee }) => {
    if (assignee === null) return undefined
    const name = JSON.stringify(assignee)
    const found = known.get(name) ?? lookUp(context, assignee)
    known.set(name, found)
    return found
  }
}

async function lookUp(
  { jira, confluence }: SyncContext,
  assignee: NonNullable<TaskResult['assignee']>,
): Promise<JiraUser | undefined> {
  // Cloud has one account for both; at a Data Center both share user names.
  const id =
    'accountId' in assignee
      ? assignee.accountId
      : 'username' in assignee
        ? assignee.username
        : (await confluence.findUser(assignee.userKey))?.username
  if (id === undefined || id === null) return undefined
  return (await jira.findUser(id)) ?? undefined
}
