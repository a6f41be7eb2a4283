import { isTitleTaken } from '../../../connectors/confluence/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { eachOf } from '../../../shared/each-of.ts'
import type { Tx } from '../../../storage/db.ts'
import { isLasting, wordsOf } from '../runs/is-lasting.ts'
import { CannotBeDone } from '../runs/outcomes.ts'
import type { ProjectContext } from '../runs/run-context.ts'
import { createPage } from './create-page.ts'
import type { PageAction, PageRef } from './page-actions.ts'
import type { PagePlan } from './plan-pages.ts'
import { placeKey, type Places } from './plan-results.ts'
import { forgetPage, rememberPage } from './project-page.store.ts'
import { updateProjectResult } from './project-result.store.ts'
import { pageIdOf, type TreeState } from './tree-state.ts'

const PARENTS_AT_ONCE = 6

interface Planned {
  readonly plan: PagePlan
  readonly places: Places
}

/** True when a title was found to be taken, so that there is another plan to be made. */
export async function carryOut(
  context: ProjectContext,
  state: TreeState,
  { plan, places }: Planned,
): Promise<boolean> {
  const before = state.taken.size
  for (const batch of batchesOf(plan.actions))
    await eachOf(batch, PARENTS_AT_ONCE, async (siblings) => {
      for (const action of siblings) await act({ context, state, places }, action)
    })
  return state.taken.size > before
}

/** Pages are made some at a time, those below one page in their order; all else waits for what stands before it. */
function batchesOf(actions: readonly PageAction[]): readonly (readonly (readonly PageAction[])[])[] {
  const batches: Map<string, PageAction[]>[] = []
  let making: { readonly issues: Set<string>; readonly byParent: Map<string, PageAction[]> } | undefined
  for (const action of actions) {
    if (action.do !== 'create') {
      making = undefined
      batches.push(new Map([['', [action]]]))
      continue
    }
    const parent = 'pageId' in action.parent ? action.parent.pageId : action.parent.issueId
    if (making === undefined || making.issues.has(parent)) {
      making = { issues: new Set(), byParent: new Map() }
      batches.push(making.byParent)
    }
    making.issues.add(action.issueId)
    making.byParent.set(parent, [...(making.byParent.get(parent) ?? []), action])
  }
  return batches.map((batch) => [...batch.values()])
}

interface Acting {
  readonly context: ProjectContext
  readonly state: TreeState
  readonly places: Places
}

/** What fails for good is the result, and the others go on. */
async function act(acting: Acting, action: PageAction): Promise<void> {
  const { context, state } = acting
  if (state.failed.has(action.issueId)) return
  context.signal.throwIfAborted()
  try {
    await perform(acting, action)
  } catch (error) {
    if (!isLasting(error)) throw error
    if ('title' in action && isTitleTaken(error) && !state.taken.has(action.title)) {
      state.taken.add(action.title)
      return
    }
    state.failed.add(action.issueId)
    const isConflict = error instanceof UpstreamError && error.status === 409
    const end = { outcome: isConflict ? 'conflict' : 'failed', error: wordsOf(error) } as const
    await context.save((tx) => note(acting, action, end)(tx))
  }
  if (action.do !== 'keep')
    context.deps.publish(context.scope, 'run', {
      feature: 'project-sync',
      id: context.run.id,
      status: 'running',
    })
}

type End = Omit<Parameters<typeof updateProjectResult>[2], 'runId' | 'place'>

function note({ context, places }: Acting, action: PageAction, end: End): (tx: Tx) => Promise<void> {
  const place = places.get(placeKey(action)) ?? -1
  return (tx) => updateProjectResult(tx, context.scope, { runId: context.run.id, place, ...end })
}

async function perform(acting: Acting, action: PageAction): Promise<void> {
  const { context, state } = acting
  const { confluence, scope } = context
  switch (action.do) {
    case 'create':
      return create(acting, action)
    case 'retitle':
      await confluence.retitlePage({ id: action.pageId, title: action.title })
      return changed(acting, action, { title: action.title })
    case 'move': {
      const parentPageId = pageIdOf(state, action.parent)
      if (parentPageId === undefined) return aboveIsMissing(state, action.parent)
      await confluence.movePage(action.pageId, parentPageId)
      return changed(acting, action, { parentPageId })
    }
    case 'keep':
      return keep(acting, action)
    case 'vanished':
      if (action.fate !== 'archive') return
      await confluence.archivePage(action.pageId)
      await context.save(async (tx) => {
        await forgetPage(tx, scope, { ...state.name, pageId: action.pageId })
        await note(acting, action, { outcome: 'archived' })(tx)
      })
      state.known.delete(action.issueId)
      state.pages.delete(action.pageId)
  }
}

/** Where its creation waits for another title, so does what is to lie below it. */
function aboveIsMissing({ failed }: TreeState, parent: PageRef): void {
  if ('issueId' in parent && failed.has(parent.issueId))
    throw new CannotBeDone('The page that it belongs below could not be made.')
}

async function create(acting: Acting, action: Extract<PageAction, { readonly do: 'create' }>): Promise<void> {
  const { context, state } = acting
  const { issueId, title, parent } = action
  const issue = state.issues.get(issueId)
  const parentPageId = pageIdOf(state, parent)
  if (issue === undefined) return
  if (parentPageId === undefined) return aboveIsMissing(state, parent)
  const page = await createPage(context, state, {
    issue,
    title,
    parentPageId,
    note: (tx, { id: pageId, url: pageUrl }) =>
      note(acting, action, { outcome: 'created', pageId, pageUrl, parentPageId })(tx),
  })
  state.known.set(issueId, { issueKey: issue.key, pageId: page.id, title, parentPageId })
  state.pages.set(page.id, { title, parentPageId })
}

type Moved = Extract<PageAction, { readonly do: 'retitle' | 'move' }>

async function changed(
  acting: Acting,
  action: Moved,
  change: { readonly title: string } | { readonly parentPageId: string },
): Promise<void> {
  const { context, state } = acting
  const { issueId, pageId } = action
  await context.save(async (tx) => {
    const at = context.deps.clock.now()
    await rememberPage(tx, context.scope, { ...state.name, issueId, pageId, change, at })
    const outcome = action.do === 'move' ? 'moved' : 'retitled'
    await note(acting, action, { outcome, ...('parentPageId' in change ? change : {}) })(tx)
  })
  const known = state.known.get(issueId)
  const page = state.pages.get(pageId)
  if (known !== undefined) state.known.set(issueId, { ...known, ...change })
  if (page !== undefined) state.pages.set(pageId, { ...page, ...change })
}

async function keep(
  { context, state }: Acting,
  { issueId, remember }: Extract<PageAction, { readonly do: 'keep' }>,
): Promise<void> {
  const { pageId, title, parentPageId } = remember
  const known = state.known.get(issueId)
  if (known === undefined) return
  const change = { title, parentPageId, issueKey: state.issues.get(issueId)?.key ?? known.issueKey }
  const isSame =
    known.title === title && known.parentPageId === parentPageId && known.issueKey === change.issueKey
  if (isSame) return
  const at = context.deps.clock.now()
  await context.save((tx) => rememberPage(tx, context.scope, { ...state.name, issueId, pageId, change, at }))
  state.known.set(issueId, { ...known, ...change })
}
