import type { JiraIssue } from '../../../connectors/jira/index.ts'
import { extractTasks, type PageTask } from '../pages/extract-tasks.ts'
import type { MalformedTask } from '../pages/task-nodes.ts'
import { replaceResults } from '../runs/result.store.ts'
import type { SyncContext } from '../runs/run-context.ts'
import { updatePage } from '../runs/run-page.store.ts'
import type { LineOfPage } from '../runs/run-pages.ts'
import type { TaskResult } from '../runs/run.ts'
import { readSafely } from './edit-page.ts'
import type { FindParent } from './find-parent.ts'

export interface PlannedPage {
  readonly page: LineOfPage
  readonly results: readonly TaskResult[]
}

/** What is to become of each task, stored with the page as it was read. */
export async function planPage(
  context: SyncContext,
  findParent: FindParent,
  line: LineOfPage,
): Promise<PlannedPage> {
  const { run, scope, jiraUrl, confluence } = context
  const { pageId } = line
  const page = await confluence.readPage(pageId)
  const { tasks, malformed } = extractTasks(readSafely(page.storage), { jiraUrl })
  const isWanted = (task: PageTask): boolean => skipOf(context, task) === undefined
  const parent = tasks.some(isWanted) ? await findParent(page) : undefined
  const results = [
    ...tasks.map((task) => resultOf(context, { task, parent, pageId })),
    ...malformed.map((task, index) => malformedResult(task, { pageId, place: tasks.length + index })),
  ]
  const isOver = !results.some(({ outcome }) => outcome === 'planned')
  const { title, url, version } = page
  const change = isOver
    ? ({ title, url, versionBefore: version, status: 'unchanged', versionAfter: version } as const)
    : ({ title, url, versionBefore: version, status: 'planned' } as const)
  const storageBefore = isOver ? {} : { storageBefore: page.storage }
  await context.saveOne(
    (tx) =>
      Promise.all([
        replaceResults(tx, scope, { runId: run.id, pageId, results }),
        updatePage(tx, scope, { runId: run.id, pageId, ...change, ...storageBefore }),
      ]),
    page.storage.length,
  )
  return { page: { ...line, ...change }, results }
}

interface Planned {
  readonly task: PageTask
  readonly parent: JiraIssue | undefined
  readonly pageId: string
}

function resultOf(context: SyncContext, { task, parent, pageId }: Planned): TaskResult {
  const { id, uuid, place, summary, status, assignee, dueDate, context: about } = task
  const skipped = skipOf(context, task) ?? (parent === undefined ? NO_PARENT : undefined)
  return {
    pageId,
    place,
    taskId: id,
    taskKey: uuid === null ? `id:${id}` : `uuid:${uuid}`,
    summary,
    taskStatus: status,
    assignee,
    dueDate,
    context: about,
    issueKey: null,
    notes: [],
    ...(skipped === undefined ? plannedUnder(parent) : { parentKey: null, ...skipped }),
  }
}

function plannedUnder(parent: JiraIssue | undefined) {
  return { parentKey: parent?.key ?? null, outcome: 'planned', error: null } as const
}

type Skip = Pick<TaskResult, 'outcome' | 'error'>

const NO_PARENT: Skip = {
  outcome: 'skipped-no-parent',
  error:
    'Neither the page nor one above it shows an issue of a parent’s type. Put its Jira macro on the page, or change the types in the settings.',
}

function skipOf({ run }: SyncContext, { standing, status }: PageTask): Skip | undefined {
  if (standing.is === 'empty') return { outcome: 'skipped-empty', error: 'The task has no words.' }
  if (standing.is === 'linked')
    return { outcome: 'skipped-linked', error: `The task names ${standing.keys.join(', ')} already.` }
  if (standing.is === 'excluded')
    return { outcome: 'skipped-excluded', error: `The task stands in the macro ${standing.macro}.` }
  if (status === 'complete' && run.settings.completedTasks === 'skip')
    return { outcome: 'skipped-completed', error: 'The task is done.' }
  return undefined
}

function malformedResult(
  { at, why }: MalformedTask,
  { pageId, place }: Pick<TaskResult, 'pageId' | 'place'>,
): TaskResult {
  return {
    pageId,
    place,
    taskId: '',
    taskKey: `at:${at}`,
    summary: '',
    taskStatus: 'incomplete',
    assignee: null,
    dueDate: null,
    context: { kind: 'text', text: '' },
    parentKey: null,
    issueKey: null,
    outcome: 'failed',
    error: why,
    notes: [],
  }
}
