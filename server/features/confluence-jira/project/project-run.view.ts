import type { PageLine } from '../runs/run-page.store.ts'
import { isOver } from '../runs/run.view.ts'
import type { ProjectRun } from '../runs/run.ts'
import type { ProjectResult } from './project-run.ts'
import type { ProjectRunView } from './project-run.schemas.ts'

export function projectRunLine({ kind, request, ...run }: ProjectRun) {
  const { id, dryRun, status, error, createdAt, finishedAt } = run
  const { projectPageUrl, projectKey } = request
  return {
    id,
    mode: kind,
    projectPageUrl,
    projectKey,
    dryRun,
    status,
    error,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}

interface Shown {
  readonly run: ProjectRun
  readonly pages: readonly PageLine[]
  readonly results: readonly ProjectResult[]
}

export function projectRunView({ run, pages, results }: Shown): ProjectRunView {
  const isRelink = run.kind === 'relink'
  return {
    ...projectRunLine(run),
    pages: isRelink
      ? { total: pages.length, finished: pages.filter((page) => isOver(run, page)).length }
      : progressOf(run, results),
    notes: [...run.notes],
    results: isRelink
      ? relinkResults(run, { pages, results })
      : results.map((result) => resultView(run, result)),
  }
}

/** By issues: each has a page. */
function progressOf(run: ProjectRun, results: readonly ProjectResult[]): ProjectRunView['pages'] {
  const all = new Set(results.map(({ issueId }) => issueId))
  const open = new Set(results.flatMap(({ outcome, issueId }) => (outcome === 'planned' ? [issueId] : [])))
  return { total: all.size, finished: run.status === 'completed' ? all.size : all.size - open.size }
}

function relinkResults(run: ProjectRun, { pages, results }: Pick<Shown, 'pages' | 'results'>) {
  const ofPage = new Map<number, ProjectResult[]>()
  for (const result of results)
    ofPage.set(result.pagePlace, [...(ofPage.get(result.pagePlace) ?? []), result])
  return pages.flatMap((page) => [
    ...(page.error === null ? [] : [pageView(page)]),
    ...(ofPage.get(page.place) ?? []).map((result) => {
      const isLeft = result.outcome === 'planned' && (page.status === 'failed' || page.status === 'conflict')
      return resultView(run, isLeft ? { ...result, outcome: outcomeOf(page), error: page.error } : result)
    }),
  ])
}

function outcomeOf({ status }: PageLine): 'conflict' | 'failed' {
  return status === 'conflict' ? 'conflict' : 'failed'
}

type Result = ProjectRunView['results'][number]

function pageView(page: PageLine): Result {
  return {
    action: 'page',
    issueKey: null,
    issueSummary: '',
    issueUrl: null,
    previousKey: null,
    parentKey: null,
    likeness: null,
    pageId: page.pageId,
    pageTitle: page.title,
    pageUrl: page.url,
    parentPageId: null,
    outcome: outcomeOf(page),
    error: page.error,
  }
}

function resultView({ jiraUrl }: ProjectRun, result: ProjectResult): Result {
  const { pagePlace: _, place: __, issueId: ___, ...shown } = result
  const { issueKey } = result
  return {
    ...shown,
    issueUrl: issueKey === null || jiraUrl === null ? null : `${jiraUrl}/browse/${issueKey}`,
  }
}
