import {
  PROJECT_ACTIONS,
  PROJECT_OUTCOMES,
  type ProjectAction,
  type ProjectOutcome,
  type ProjectResult,
} from '../../../api/page-types.ts'
import { formatNumber, t } from '../../../i18n/index.ts'
import type { Tone } from '../../../kit/chip.tsx'
import type { CountedKind } from '../chip-filter.tsx'

/** What has become of it; as long as that is nothing, what is to be done. */
export type What = Exclude<ProjectOutcome, 'planned'> | `to-${ProjectAction}`

const TO_DO = PROJECT_ACTIONS.map((action) => `to-${action}` as const)
const WHATS: readonly What[] = [...TO_DO, ...PROJECT_OUTCOMES.filter((outcome) => outcome !== 'planned')]

const TONES: Readonly<Record<Exclude<ProjectOutcome, 'planned'>, Tone>> = {
  created: 'good',
  retitled: 'good',
  moved: 'good',
  relinked: 'good',
  archived: 'good',
  reported: 'warn',
  unchanged: 'plain',
  kept: 'plain',
  stays: 'plain',
  failed: 'bad',
  conflict: 'warn',
}

export function whatOf({ outcome, action }: Pick<ProjectResult, 'outcome' | 'action'>): What {
  return outcome === 'planned' ? `to-${action}` : outcome
}

export function whatText(what: What): string {
  return t(`pages.what.${what}`)
}

export function toneOf({ outcome }: Pick<ProjectResult, 'outcome'>): Tone {
  return outcome === 'planned' ? 'busy' : TONES[outcome]
}

export function countsOf(results: readonly ProjectResult[]): readonly CountedKind<What>[] {
  const kinds = new Map<What, CountedKind<What>>()
  for (const result of results) {
    const id = whatOf(result)
    const count = (kinds.get(id)?.count ?? 0) + 1
    kinds.set(id, { id, count, text: whatText(id), tone: toneOf(result) })
  }
  return WHATS.flatMap((what) => kinds.get(what) ?? [])
}

export function whatIn(search: URLSearchParams): What | undefined {
  return WHATS.find((known) => known === search.get('what'))
}

export interface TreeRow {
  readonly result: ProjectResult
  /** 0 at the top. */
  readonly depth: number
}

/** Each issue below the one that it belongs to; what belongs to none stands at the top, in its order. */
export function asTree(results: readonly ProjectResult[]): readonly TreeRow[] {
  const keys = new Set(results.map(({ issueKey }) => issueKey))
  const below = new Map<string | null, ProjectResult[]>()
  for (const result of results) {
    const parent = keys.has(result.parentKey) ? result.parentKey : null
    const siblings = below.get(parent)
    if (siblings) siblings.push(result)
    else below.set(parent, [result])
  }
  const rows: TreeRow[] = []
  const walk = (parent: string | null, depth: number): void => {
    const here = below.get(parent) ?? []
    below.delete(parent)
    for (const [at, result] of here.entries()) {
      rows.push({ result, depth })
      // Of an issue with several lines the last one carries those below it.
      const isLast = here[at + 1]?.issueKey !== result.issueKey
      if (isLast && result.issueKey !== null) walk(result.issueKey, depth + 1)
    }
  }
  walk(null, 0)
  // Nobody is to miss anything, even if issues hang together in a circle.
  for (const rest of below.values()) rows.push(...rest.map((result) => ({ result, depth: 0 })))
  return rows
}

/** All words of the search, anywhere in what is shown of a result. */
export function isFound(result: ProjectResult, search: string): boolean {
  const { issueKey, issueSummary, previousKey, pageTitle, error } = result
  const shown = [issueKey, issueSummary, previousKey, pageTitle, error].join('\n').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => shown.includes(word))
}

const WHOLE = 100

export function likenessText(likeness: number): string {
  return t('pages.project.likeness', { share: formatNumber(Math.floor(likeness * WHOLE)) })
}
