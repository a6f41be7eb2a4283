import type { ConfluencePage } from '../../../connectors/confluence/index.ts'
import { eachOf } from '../../../shared/each-of.ts'
import { findRoot } from '../runs/find-root.ts'
import { noteHasPages } from '../runs/page-run.store.ts'
import { CannotBeDone } from '../runs/outcomes.ts'
import type { ProjectContext } from '../runs/run-context.ts'
import { insertPages, listPageLines } from '../runs/run-page.store.ts'
import { carryOut } from './carry-out.ts'
import { settleCreations } from './create-page.ts'
import type { PagePlan } from './plan-pages.ts'
import { storePlan } from './plan-results.ts'
import { readProject, type ProjectRead } from './read-project.ts'
import { planTree, readState, type TreeState } from './tree-state.ts'

/** Each of them finds at least one more title that is taken by a page that nobody could see before. */
const MOST_ROUNDS = 50
const LOOKS_AT_ONCE = 8

/**
 * Brings the hierarchy of a project into the pages below a page. Each try reads both anew and plans from there: what an earlier one has done is
 * not done again.
 */
export async function syncTree(context: ProjectContext): Promise<void> {
  const { run, jira, confluence } = context
  const { projectKey } = run.request
  const root = await readRoot(context)
  const { hierarchy } = run.settings
  const project = await readProject(jira, { root: projectKey, hierarchy })
  await begin(context, root, project)
  const name = { connectionId: confluence.connectionId, rootPageId: root.id, projectKey }
  if (!run.dryRun) await settleCreations(context, { name, spaceKey: root.spaceKey })
  const state = await readState(context, { name, root, project })
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const plan = planTree(state, run.settings)
    if (run.dryRun && (await findsTaken(context, state, plan))) continue
    const places = await storePlan(context, state, plan)
    if (run.dryRun || !(await carryOut(context, state, { plan, places }))) return
  }
  throw new CannotBeDone('Too many titles are taken in the space. Run it again: it goes on from here.')
}

/** By its id once the run has found it, because its title may change. */
async function readRoot({ run, scope, confluence, ...context }: ProjectContext): Promise<ConfluencePage> {
  const [line] = await context.read((tx) => listPageLines(tx, scope, run.id))
  return line?.pageId == null
    ? findRoot(confluence, run.request.projectPageUrl)
    : confluence.readPage(line.pageId)
}

const CUT = 'Not all of its issues were read, so pages whose issue is missing were left as they are.'

async function begin(
  { run, scope, jiraUrl, ...context }: ProjectContext,
  { id: pageId, title, url }: ConfluencePage,
  { notes, isCut }: ProjectRead,
): Promise<void> {
  await context.save(async (tx) => {
    const page = { place: 0, pageId, title, url, status: 'unchanged', error: null } as const
    await insertPages(tx, scope, { runId: run.id, pages: [page] })
    await noteHasPages(tx, scope, { id: run.id, jiraUrl, notes: isCut ? [...notes, CUT] : notes })
  })
}

/** Whether the plan has titles that pages outside of the tree have; a run that writes learns it from the refusal. */
async function findsTaken(
  { confluence }: ProjectContext,
  { root, pages, taken }: TreeState,
  { actions }: PagePlan,
): Promise<boolean> {
  const before = taken.size
  const own = new Set(pages.keys())
  const titled = actions.filter((action) => action.do === 'create' || action.do === 'retitle')
  await eachOf(titled, LOOKS_AT_ONCE, async ({ title }) => {
    const page = await confluence.findPage(root.spaceKey, title)
    if (page !== undefined && !own.has(page.id)) taken.add(title)
  })
  return taken.size > before
}
