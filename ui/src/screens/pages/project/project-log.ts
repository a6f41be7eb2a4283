import type { ProjectResult, ProjectRun } from '../../../api/page-types.ts'
import { formatInstant, formatNumber, t } from '../../../i18n/index.ts'
import type { LogLine } from '../log-line.ts'
import { countsOf, likenessText, whatOf, whatText } from './project-results.ts'

/** What was asked for, what became of each page or reference, and how it ended. */
export function logOf(run: ProjectRun): readonly LogLine[] {
  const { mode, dryRun, createdAt, projectKey, projectPageUrl, notes, results } = run
  const asked = { time: formatInstant(createdAt), project: projectKey, url: projectPageUrl }
  return [
    aLine(t(dryRun ? `pages.log.project.${mode}-dry` : `pages.log.project.${mode}`, asked)),
    ...notes.map((note) => aLine(note)),
    ...results.map((result) => aLine(sentenceOf(result), 1)),
    aLine(endOf(run)),
  ]
}

function aLine(text: string, depth: LogLine['depth'] = 0): LogLine {
  return { text, depth }
}

/** `“Dig” (OPS-1): Made. Why.` or `“Plan”: OLD-1 › OPS-4 (82 % alike): Re-pointed.` */
function sentenceOf(result: ProjectResult): string {
  const { pageTitle, pageUrl, previousKey, issueKey, likeness, error } = result
  const page = pageTitle === null ? (pageUrl ?? '') : t('pages.log.task', { task: pageTitle })
  const alike = likeness === null ? '' : ` (${likenessText(likeness)})`
  const issue = previousKey === null ? (issueKey ?? '') : `${previousKey} › ${issueKey}${alike}`
  const subject = [page, issue].filter((part) => part !== '').join(', ')
  return `${subject}: ${whatText(whatOf(result))}.${error === null ? '' : ` ${error}`}`
}

function endOf({ status, finishedAt, error, pages, results }: ProjectRun): string {
  const counts = countsOf(results)
    .map(({ text, count }) => `${formatNumber(count)} × ${text}`)
    .join(', ')
  const time = finishedAt === null ? '' : formatInstant(finishedAt)
  if (status === 'completed')
    return t('pages.log.completed', { time, counts: counts || t('pages.log.nothing') })
  if (status === 'failed') return t('pages.log.failed', { time, error: error ?? '' })
  if (status === 'cancelled') return t('pages.log.cancelled', { time, counts })
  return t('pages.log.open', { finished: formatNumber(pages.finished), total: formatNumber(pages.total) })
}

const COLUMNS = [
  'page',
  'pageUrl',
  'previous',
  'issue',
  'summary',
  'issueUrl',
  'parent',
  'alike',
  'outcome',
  'reason',
] as const

/** A line for each result, below the names of the columns. */
export function tableOf({ results }: ProjectRun): readonly (readonly string[])[] {
  return [COLUMNS.map((column) => t(`pages.column.${column}`)), ...results.map(cellsOf)]
}

function cellsOf(result: ProjectResult): readonly string[] {
  const cells = [
    result.pageTitle,
    result.pageUrl,
    result.previousKey,
    result.issueKey,
    result.issueSummary,
    result.issueUrl,
    result.parentKey,
    result.likeness,
    whatText(whatOf(result)),
    result.error,
  ]
  return cells.map((cell) => String(cell ?? ''))
}
