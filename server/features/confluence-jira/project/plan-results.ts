import { append } from '../pages/append.ts'
import { addressOf } from '../runs/find-root.ts'
import type { ProjectContext } from '../runs/run-context.ts'
import type { PageAction, PlanReport } from './page-actions.ts'
import type { PagePlan } from './plan-pages.ts'
import { listProjectResults, replaceProjectResults } from './project-result.store.ts'
import type { ProjectOutcome, ProjectResult } from './project-run.ts'
import { pageIdOf, type TreeState } from './tree-state.ts'

/** Where the result of an action stands in the run, by its placeKey. */
export type Places = ReadonlyMap<string, number>

export function placeKey({ do: what, issueId }: Pick<PageAction, 'do' | 'issueId'>): string {
  return `${what} ${issueId}`
}

/** Stores what is to be done beside what earlier tries, and plans, have done. */
export async function storePlan(context: ProjectContext, state: TreeState, plan: PagePlan): Promise<Places> {
  const { run, scope } = context
  const stored = await context.read((tx) => listProjectResults(tx, scope, { runId: run.id }))
  const fresh = freshResults(context, state, plan)
  const done = stored.flatMap((result) => doneOf(state, fresh, result) ?? [])
  const standing = new Set(done.map(keyOf))
  const withLine = new Set(done.map(({ issueId }) => issueId))
  const open = [...fresh].flatMap(([key, result]) => {
    const isToldAlready = result.action === 'keep' && result.error === null && withLine.has(result.issueId)
    return standing.has(key) || isToldAlready ? [] : [result]
  })
  const results = inOrder(state, [...done, ...open]).map((result, place) => ({ ...result, place }))
  await context.save((tx) => replaceProjectResults(tx, scope, { runId: run.id, pagePlace: 0, results }))
  return new Map(results.map((result) => [keyOf(result), result.place]))
}

/** As the issues stand in their project, whatever came when; what has vanished comes last. */
function inOrder({ issues }: TreeState, results: readonly ProjectResult[]): readonly ProjectResult[] {
  const order = new Map([...issues.keys()].map((id, at) => [id, at]))
  const placeOf = ({ issueId }: ProjectResult): number => order.get(issueId ?? '') ?? order.size
  return results.toSorted((a, b) => placeOf(a) - placeOf(b))
}

function keyOf({ action, issueId }: ProjectResult): string {
  return `${action} ${issueId ?? ''}`
}

/** A line that stays; undefined: the new plan says what becomes of it. */
function doneOf(
  state: TreeState,
  fresh: ReadonlyMap<string, ProjectResult>,
  result: ProjectResult,
): ProjectResult | undefined {
  const { outcome, action } = result
  const issueId = result.issueId ?? ''
  if (outcome === 'failed' || outcome === 'conflict') return state.failed.has(issueId) ? result : undefined
  if (action === 'keep' || fresh.has(keyOf(result))) return undefined
  return outcome === 'planned' ? doneUnheard(state, fresh, result) : result
}

/** The try before this one has done it, and died before it could say so. */
function doneUnheard(
  state: TreeState,
  fresh: ReadonlyMap<string, ProjectResult>,
  result: ProjectResult,
): ProjectResult | undefined {
  const { action } = result
  const issueId = result.issueId ?? ''
  const pageId = pageIdOf(state, { issueId })
  if (action === 'vanished') return pageId === undefined ? { ...result, outcome: 'archived' } : undefined
  if (action === 'create') return pageId === undefined ? undefined : { ...result, outcome: 'created', pageId }
  if (!fresh.has(placeKey({ do: 'keep', issueId }))) return undefined
  return { ...result, outcome: action === 'move' ? 'moved' : 'retitled' }
}

const REPORTS: Readonly<Record<PlanReport['what'], string>> = {
  renamed: 'People have renamed the page, so it keeps their title.',
  moved: 'People have moved the page, so it stays where they put it.',
  blocked:
    'The issue belongs elsewhere now, but people have put the page that it belongs below under this one. Move one of them.',
}

/** By placeKey. A page that gets a title for a moment only is told of with its last one. */
function freshResults(
  context: ProjectContext,
  state: TreeState,
  { actions, reports }: PagePlan,
): ReadonlyMap<string, ProjectResult> {
  const words = new Map<string, string[]>()
  for (const { issueId, what } of reports) append(words, issueId, REPORTS[what])
  const above = new Map(state.project.nodes.map(({ issue, parentKey }) => [issue.id, parentKey]))
  return new Map(
    actions.map((action) => {
      const error =
        action.do === 'vanished' ? VANISHED[action.fate] : (words.get(action.issueId)?.join(' ') ?? null)
      return [
        placeKey(action),
        freshResult(context, state, { action, above: above.get(action.issueId) ?? null, error }),
      ]
    }),
  )
}

interface Told {
  readonly action: PageAction
  /** Key of the issue that it belongs to. */
  readonly above: string | null
  readonly error: string | null
}

function freshResult(
  context: ProjectContext,
  state: TreeState,
  { action, above, error }: Told,
): ProjectResult {
  const { issueId } = action
  const issue = state.issues.get(issueId)
  return {
    pagePlace: 0,
    place: 0,
    action: action.do,
    issueId,
    issueKey: issue?.key ?? state.known.get(issueId)?.issueKey ?? null,
    issueSummary: issue?.summary ?? '',
    previousKey: null,
    parentKey: above,
    likeness: null,
    ...pageOf(context, state, action),
    outcome: outcomeOf(action),
    error,
  }
}

const VANISHED = {
  report: 'Its issue is not in the project any more. Archive the page, or let it be.',
  archive: null,
  keep: null,
} as const

function outcomeOf(action: PageAction): ProjectOutcome {
  if (action.do === 'keep') return 'unchanged'
  if (action.do !== 'vanished' || action.fate === 'archive') return 'planned'
  return action.fate === 'report' ? 'reported' : 'kept'
}

type OfPage = Pick<ProjectResult, 'pageId' | 'pageTitle' | 'pageUrl' | 'parentPageId'>

/** As the action leaves it. */
function pageOf({ confluence }: ProjectContext, state: TreeState, action: PageAction): OfPage {
  const titled = 'title' in action ? { pageTitle: action.title } : {}
  const placed = 'parent' in action ? { parentPageId: pageIdOf(state, action.parent) ?? null } : {}
  if (action.do === 'create')
    return { pageId: null, pageTitle: null, pageUrl: null, parentPageId: null, ...titled, ...placed }
  const pageId = action.do === 'keep' ? action.remember.pageId : action.pageId
  const now = state.pages.get(pageId) ?? { title: null, parentPageId: null }
  const pageUrl = addressOf(confluence.siteUrl, pageId)
  return { pageId, pageTitle: now.title, pageUrl, parentPageId: now.parentPageId, ...titled, ...placed }
}
