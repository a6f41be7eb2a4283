import type { PageLine } from './run-page.store.ts'
import type { ListedRun } from './page-run.store.ts'
import type { RunLine, RunView } from './run.schemas.ts'
import type { Run, RunPage, SyncRequest, TaskResult, TaskRun, UndoRequest } from './run.ts'

export function runLine(run: ListedRun<TaskRun>): RunLine {
  const { pagesFound: total, pagesFinished, firstPage } = run
  return {
    ...factsOf(run),
    pages: { total, finished: run.status === 'completed' ? total : pagesFinished },
    firstPage,
  }
}

function factsOf({ id, kind, dryRun, status, undoes, error, createdAt, finishedAt }: TaskRun) {
  return {
    id,
    kind,
    dryRun,
    status,
    undoes,
    error,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}

interface Shown {
  readonly run: TaskRun
  readonly pages: readonly PageLine[]
  readonly results: readonly TaskResult[]
}

/** A line for each task, and one for each page or address that has a story of its own. */
export function runView({ run, pages, results }: Shown): RunView {
  const ofPage = new Map<string, TaskResult[]>()
  for (const result of results) {
    const known = ofPage.get(result.pageId) ?? []
    known.push(result)
    ofPage.set(result.pageId, known)
  }
  return {
    ...factsOf(run),
    startedBy: run.requestedBy,
    request: run.kind === 'sync' ? requestOf(run.request) : null,
    part: run.kind === 'undo' ? partOf(run.request) : null,
    pages: { total: pages.length, finished: pages.filter((page) => isOver(run, page)).length },
    results: pages.flatMap((page) => [
      ...(page.error === null ? [] : [pageResult(page)]),
      ...(ofPage.get(page.pageId ?? '') ?? []).map((task) => taskResult(run, { page, task })),
    ]),
  }
}

function requestOf({ pageUrls, includeDescendants, requestedBy, daysToDueDate }: SyncRequest) {
  return { pageUrls: [...pageUrls], includeDescendants, requestedBy, daysToDueDate }
}

function partOf({ pageIds, taskIds }: UndoRequest) {
  return { pageIds: pageIds && [...pageIds], taskIds: taskIds && [...taskIds] }
}

export function isOver({ status, dryRun }: Pick<Run, 'status' | 'dryRun'>, page: PageLine): boolean {
  // A dry run stops at the plan.
  if (status === 'completed' || (dryRun && page.status === 'planned')) return true
  return page.status !== 'found' && page.status !== 'planned' && page.status !== 'writing'
}

type Result = RunView['results'][number]

function pageResult(page: PageLine): Result {
  return {
    ...placeOf(page),
    taskId: null,
    summary: '',
    taskStatus: null,
    assignee: null,
    dueDate: null,
    issueKey: null,
    issueUrl: null,
    parentKey: null,
    parentUrl: null,
    context: '',
    outcome: page.status === 'conflict' ? 'conflict' : 'failed',
    error: page.error,
    notes: [],
  }
}

function placeOf({ pageId, title, url, versionBefore, versionAfter }: PageLine) {
  return {
    pageId,
    pageTitle: title,
    pageUrl: url,
    pageVersionBefore: versionBefore,
    pageVersionAfter: versionAfter,
  }
}

function taskResult(
  { jiraUrl }: TaskRun,
  { page, task }: { readonly page: PageLine; readonly task: TaskResult },
): Result {
  const { taskId, summary, taskStatus, assignee, dueDate, issueKey, parentKey, context, outcome } = task
  return {
    ...placeOf(page),
    taskId,
    summary,
    taskStatus,
    assignee: nameOf(assignee),
    dueDate,
    issueKey,
    issueUrl: addressOf(jiraUrl, issueKey),
    parentKey,
    parentUrl: addressOf(jiraUrl, parentKey),
    context: context.kind === 'issue' ? context.key : context.text,
    outcome,
    error: task.error,
    notes: [...task.notes],
  }
}

function addressOf(jiraUrl: string | null, key: string | null): string | null {
  return key === null || jiraUrl === null ? null : `${jiraUrl}/browse/${key}`
}

function nameOf(assignee: TaskResult['assignee']): string | null {
  if (assignee === null) return null
  if (assignee.name !== undefined) return assignee.name
  if ('accountId' in assignee) return assignee.accountId
  return 'userKey' in assignee ? assignee.userKey : assignee.username
}

export function runPageView({
  pageId,
  title,
  url,
  status,
  storageBefore,
  storageAfter,
}: RunPage & { readonly pageId: string }) {
  return { pageId, title, url, status, before: storageBefore, after: storageAfter }
}
