import type { PageResult, PageRun } from '../../../api/page-types.ts'
import { formatInstant, formatNumber, t } from '../../../i18n/index.ts'
import type { LogLine } from '../log-line.ts'
import { countsOf, outcomeText } from './outcomes.ts'

/** What was asked for, what became of each page and its tasks, and how it ended. */
export function logOf(run: PageRun): readonly LogLine[] {
  const { pages, results } = run
  return [
    ...beginningOf(run),
    ...(pages.total === 0 ? [] : [aLine(t('pages.log.pages', { count: pages.total }))]),
    ...pagesIn(results).flatMap((ofPage) => linesOfPage(run, ofPage)),
    aLine(endOf(run)),
  ]
}

function aLine(text: string, depth: LogLine['depth'] = 0): LogLine {
  return { text, depth }
}

function beginningOf({ kind, dryRun, createdAt, startedBy, undoes, request, part }: PageRun): LogLine[] {
  const asked = {
    time: formatInstant(createdAt),
    who: whoText(startedBy),
    run: undoes ?? '',
  }
  const lines = [aLine(t(dryRun ? `pages.log.asked.${kind}-dry` : `pages.log.asked.${kind}`, asked))]
  if (request !== null) {
    lines.push(...request.pageUrls.map((url) => aLine(url, 1)))
    lines.push(aLine(request.includeDescendants ? t('pages.log.below') : t('pages.log.notBelow')))
    lines.push(aLine(t('pages.log.days', { count: request.daysToDueDate })))
    if (request.requestedBy !== null) lines.push(aLine(t('pages.log.for', { name: request.requestedBy })))
  }
  if (part?.pageIds) lines.push(aLine(t('pages.log.onlyPages', { ids: part.pageIds.join(', ') })))
  if (part?.taskIds) lines.push(aLine(t('pages.log.onlyTasks', { ids: part.taskIds.join(', ') })))
  return lines
}

export function whoText({ type, id }: PageRun['startedBy']): string {
  if (type === 'user') return t('pages.who.user', { id })
  return type === 'api-key' ? t('pages.who.api-key', { id }) : t('pages.who.system')
}

function pagesIn(results: readonly PageResult[]): readonly (readonly PageResult[])[] {
  const pages = new Map<string, PageResult[]>()
  for (const result of results) {
    const name = result.pageId ?? result.pageUrl
    const known = pages.get(name)
    if (known) known.push(result)
    else pages.set(name, [result])
  }
  return [...pages.values()]
}

function linesOfPage(run: PageRun, results: readonly PageResult[]): readonly LogLine[] {
  const [first] = results
  if (first === undefined) return []
  const { pageTitle, pageUrl, pageVersionBefore, pageVersionAfter } = first
  const name = pageTitle === null ? pageUrl : t('pages.log.page', { title: pageTitle, url: pageUrl })
  const isWritten = pageVersionAfter !== null && pageVersionAfter !== pageVersionBefore
  const version = isWritten ? ` ${t('pages.log.version', { version: formatNumber(pageVersionAfter) })}` : ''
  return [aLine(name + version, 1), ...results.map((result) => aLine(sentenceOf(run, result), 2))]
}

/** `“Order cables”: Issue made, ENG-12 below ENG-3. Why, and what else.` */
function sentenceOf(run: PageRun, result: PageResult): string {
  const { issueKey, parentKey, outcome, error, notes } = result
  const hasParent = parentKey !== null && (issueKey !== null || outcome === 'planned')
  const below = hasParent ? ` ${t('pages.log.parent', { parent: parentKey })}` : ''
  const issue = issueKey === null ? below : `, ${issueKey}${below}`
  return [`${subjectOf(result)}: ${outcomeText(run, outcome)}${issue}.`, error, ...notes]
    .filter((part) => part !== null && part !== '')
    .join(' ')
}

function subjectOf({ taskId, summary }: PageResult): string {
  if (taskId === null) return t('pages.log.whole')
  return summary === '' ? t('pages.noWords') : t('pages.log.task', { task: summary })
}

function endOf(run: PageRun): string {
  const { status, finishedAt, error, pages, results } = run
  const counts = countsOf(results).map(
    ([outcome, count]) => `${formatNumber(count)} × ${outcomeText(run, outcome)}`,
  )
  const time = finishedAt === null ? '' : formatInstant(finishedAt)
  if (status === 'completed')
    return t('pages.log.completed', { time, counts: counts.join(', ') || t('pages.log.nothing') })
  if (status === 'failed') return t('pages.log.failed', { time, error: error ?? '' })
  if (status === 'cancelled') return t('pages.log.cancelled', { time, counts: counts.join(', ') })
  return t('pages.log.open', { finished: formatNumber(pages.finished), total: formatNumber(pages.total) })
}

const COLUMNS = [
  'page',
  'pageUrl',
  'task',
  'taskStatus',
  'issue',
  'issueUrl',
  'parent',
  'assignee',
  'due',
  'context',
  'outcome',
  'reason',
  'notes',
  'versionBefore',
  'versionAfter',
] as const

/** A line for each result, below the names of the columns. */
export function tableOf(run: PageRun): readonly (readonly string[])[] {
  return [
    COLUMNS.map((column) => t(`pages.column.${column}`)),
    ...run.results.map((one) => cellsOf(run, one)),
  ]
}

function cellsOf(run: PageRun, result: PageResult): readonly string[] {
  const cells = [
    result.pageTitle,
    result.pageUrl,
    result.summary,
    result.taskStatus && t(`pages.task.${result.taskStatus}`),
    result.issueKey,
    result.issueUrl,
    result.parentKey,
    result.assignee,
    result.dueDate,
    result.context,
    outcomeText(run, result.outcome),
    result.error,
    result.notes.join(' '),
    result.pageVersionBefore,
    result.pageVersionAfter,
  ]
  return cells.map((cell) => String(cell ?? ''))
}
