import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce, type Tx } from '../../../storage/db.ts'
import type { ConfluenceJiraDeps } from '../deps.ts'
import { listProjectResults } from '../project/project-result.store.ts'
import { projectRunLine, projectRunView } from '../project/project-run.view.ts'
import { listResults } from './result.store.ts'
import { findRunPage, listPageLines } from './run-page.store.ts'
import { runLine, runPageView, runView } from './run.view.ts'
import { cancelRun, findRun, listRuns, type ListedRun } from './page-run.store.ts'
import { featureOf, type RunFeature, type RunOf, type RunPage } from './run.ts'

type Deps = Pick<ConfluenceJiraDeps, 'db' | 'clock' | 'publish'>

export interface WantedRun<Feature extends RunFeature = RunFeature> {
  readonly id: string
  readonly feature: Feature
}

async function requireRun<Feature extends RunFeature>(
  tx: Tx,
  scope: WorkspaceScope,
  { id, feature }: WantedRun<Feature>,
): Promise<RunOf<Feature>> {
  const run = await findRun(tx, scope, id)
  if (run === undefined || featureOf(run) !== feature)
    throw new AppError('NOT_FOUND', 'There is no such run.')
  // It is of the feature.
  return run as RunOf<Feature>
}

export async function readRun({ db }: Deps, scope: WorkspaceScope, id: string) {
  return inWorkspace(db, scope, async (tx) => {
    const run = await requireRun(tx, scope, { id, feature: 'page-tasks' })
    const pages = await listPageLines(tx, scope, id)
    return runView({ run, pages, results: await listResults(tx, scope, { runId: id }) })
  })
}

export async function readProjectRun({ db }: Deps, scope: WorkspaceScope, id: string) {
  return inWorkspace(db, scope, async (tx) => {
    const run = await requireRun(tx, scope, { id, feature: 'project-sync' })
    const pages = await listPageLines(tx, scope, id)
    return projectRunView({ run, pages, results: await listProjectResults(tx, scope, { runId: id }) })
  })
}

interface PageOfRuns {
  readonly cursor?: string
  readonly limit?: number
}

export async function readRuns(deps: Deps, scope: WorkspaceScope, page: PageOfRuns) {
  const { runs, nextCursor } = await runsOf(deps, scope, { ...page, feature: 'page-tasks' })
  return { items: runs.map(runLine), nextCursor }
}

export async function readProjectRuns(deps: Deps, scope: WorkspaceScope, page: PageOfRuns) {
  const { runs, nextCursor } = await runsOf(deps, scope, { ...page, feature: 'project-sync' })
  return { items: runs.map(projectRunLine), nextCursor }
}

async function runsOf<Feature extends RunFeature>(
  { db }: Deps,
  scope: WorkspaceScope,
  { feature, cursor, limit = 20 }: PageOfRuns & { readonly feature: Feature },
) {
  const rows = await inWorkspaceAtOnce(db, scope, (tx) =>
    listRuns(tx, scope, { feature, before: cursor, limit: limit + 1 }),
  )
  // Only those of the feature were asked for.
  const runs = rows.slice(0, limit) as ListedRun<RunOf<Feature>>[]
  return { runs, nextCursor: rows.length > limit ? (runs.at(-1)?.id ?? null) : null }
}

export async function readRunPage(
  { db }: Deps,
  scope: WorkspaceScope,
  { pageId, ...wanted }: WantedRun & { readonly pageId: string },
) {
  return inWorkspace(db, scope, async (tx) => {
    await requireRun(tx, scope, wanted)
    const page = await findRunPage(tx, scope, { runId: wanted.id, pageId })
    if (page === undefined) throw new AppError('NOT_FOUND', 'The run has no such page.')
    return runPageView({ ...page, pageId, ...(isOnlyMeant(wanted, page) ? { storageAfter: null } : {}) })
  })
}

/** A relink stores what it is about to write before it knows whether it can. */
function isOnlyMeant({ feature }: WantedRun, { status }: Pick<RunPage, 'status'>): boolean {
  return feature === 'project-sync' && status !== 'written' && status !== 'planned'
}

/** What is done stays done, and what page tasks did can be taken back. CONFLICT when it is over already. */
export async function stopRun(deps: Deps, scope: WorkspaceScope, wanted: WantedRun): Promise<void> {
  const { id, feature } = wanted
  const isStopped = await inWorkspace(deps.db, scope, async (tx) => {
    await requireRun(tx, scope, wanted)
    return cancelRun(tx, scope, { id, at: deps.clock.now() })
  })
  if (!isStopped) throw new AppError('CONFLICT', 'The run is over already.')
  deps.publish(scope, 'run', { feature, id, status: 'cancelled' })
}
