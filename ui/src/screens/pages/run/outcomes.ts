import { PAGE_OUTCOMES, type PageOutcome, type PageResult, type PageRun } from '../../../api/page-types.ts'
import { t } from '../../../i18n/index.ts'
import type { Tone } from '../../../kit/chip.tsx'

const TONES: Readonly<Record<PageOutcome, Tone>> = {
  planned: 'busy',
  created: 'good',
  'linked-again': 'good',
  'skipped-empty': 'plain',
  'skipped-linked': 'plain',
  'skipped-excluded': 'plain',
  'skipped-completed': 'plain',
  'skipped-no-parent': 'warn',
  failed: 'bad',
  undone: 'good',
  merged: 'good',
  conflict: 'warn',
}

export function toneOf(outcome: PageOutcome): Tone {
  return TONES[outcome]
}

type Kind = Pick<PageRun, 'kind' | 'dryRun'>

/** In a dry run nothing has become of anything yet. */
export function outcomeText({ kind, dryRun }: Kind, outcome: PageOutcome): string {
  if (dryRun && kind === 'sync' && outcome === 'planned') return t('pages.would.planned')
  if (dryRun && (outcome === 'undone' || outcome === 'merged')) return t(`pages.would.${outcome}`)
  return t(`pages.outcome.${outcome}`)
}

/** Those that there are, in the order in which people ask for them. */
export function countsOf(results: readonly PageResult[]): readonly (readonly [PageOutcome, number])[] {
  const counts = new Map<PageOutcome, number>()
  for (const { outcome } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return PAGE_OUTCOMES.flatMap((outcome) => {
    const count = counts.get(outcome)
    return count === undefined ? [] : [[outcome, count] as const]
  })
}

export interface ResultFilter {
  readonly outcome: PageOutcome | undefined
  readonly search: string
}

export function filterIn(search: URLSearchParams): ResultFilter {
  return {
    outcome: PAGE_OUTCOMES.find((known) => known === search.get('outcome')),
    search: search.get('search') ?? '',
  }
}

/** All words of the search, anywhere in what is shown of a result. */
export function filtered(
  results: readonly PageResult[],
  { outcome, search }: ResultFilter,
): readonly PageResult[] {
  const words = search.toLowerCase().split(/\s+/)
  return results.filter((result) => {
    if (outcome !== undefined && result.outcome !== outcome) return false
    const { summary, pageTitle, pageUrl, issueKey, parentKey, assignee, error } = result
    const shown = [summary, pageTitle ?? pageUrl, issueKey, parentKey, assignee, error]
      .join('\n')
      .toLowerCase()
    return words.every((word) => shown.includes(word))
  })
}

/** Names a result in an address; undefined where there is nothing more to see of it. */
export function nameOf({ pageId, taskId }: PageResult): string | undefined {
  return pageId === null ? undefined : `${pageId}.${taskId ?? ''}`
}

/** Whether there is something to take back. */
export function isDone({ issueKey, outcome }: PageResult): boolean {
  return issueKey !== null && (outcome === 'created' || outcome === 'linked-again')
}

/** Whether a run can be taken back, at least in part. */
export function isUndoable({ kind, dryRun, status, results }: PageRun): boolean {
  const isOver = status !== 'waiting' && status !== 'running'
  return kind === 'sync' && !dryRun && isOver && results.some(isDone)
}
