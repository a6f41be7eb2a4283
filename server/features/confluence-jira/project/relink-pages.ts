import type { JiraIssue } from '../../../connectors/jira/index.ts'
import { findRoot, pageBelow } from '../runs/find-root.ts'
import { noteHasPages } from '../runs/page-run.store.ts'
import type { ProjectContext } from '../runs/run-context.ts'
import { insertPages, listPageLines } from '../runs/run-page.store.ts'
import { runPages } from '../runs/run-pages.ts'
import { issueChooser } from './choose-issue.ts'
import { MOST_ISSUES, readProject } from './read-project.ts'
import { relinkPage, type Relinking } from './relink-page.ts'

const CUT = `The project has more than ${MOST_ISSUES} issues, and only these were compared.`

/** Points what names other issues, on a page and all below it, at the issues of the project that are most like them. */
export async function relinkPages(context: ProjectContext): Promise<void> {
  const { run, scope, jira } = context
  const { hierarchy, relinkThreshold: threshold } = run.settings
  // Before anything is asked about the project: the address may lead nowhere.
  const found = run.hasPages ? [] : await findPages(context)
  const project = await readProject(jira, { root: run.request.projectKey, hierarchy })
  if (!run.hasPages) await begin(context, found, project.isCut ? [CUT] : [])
  const issues = [
    ...(project.root === null ? [] : [project.root]),
    ...project.nodes.map(({ issue }) => issue),
  ]
  const relinking: Relinking = {
    issues: new Map(issues.map((issue) => [issue.key, issue])),
    choose: issueChooser({ candidates: issues, threshold }),
    readIssues: issueReader(context),
  }
  const lines = await context.read((tx) => listPageLines(tx, scope, run.id))
  await runPages(context, lines, (line) => relinkPage(context, relinking, line))
}

type FoundPage = ReturnType<typeof pageBelow>

async function findPages({ run, confluence }: ProjectContext): Promise<readonly FoundPage[]> {
  const root = await findRoot(confluence, run.request.projectPageUrl)
  const { pages } = await confluence.readTree(root.id)
  return [
    { ...pageBelow(confluence, root), url: root.url },
    ...pages.map((page) => pageBelow(confluence, page)),
  ]
}

async function begin(
  { run, scope, jiraUrl, ...context }: ProjectContext,
  found: readonly FoundPage[],
  notes: readonly string[],
): Promise<void> {
  const pages = found.map((page, place) => ({ ...page, place }))
  await context.save(async (tx) => {
    await insertPages(tx, scope, { runId: run.id, pages })
    await noteHasPages(tx, scope, { id: run.id, jiraUrl, notes })
  })
}

/** Each issue is read once for a run. */
function issueReader({ jira }: Pick<ProjectContext, 'jira'>): Relinking['readIssues'] {
  const known = new Map<string, Promise<JiraIssue | undefined>>()
  return async (keys) => {
    const unknown = keys.filter((key) => !known.has(key))
    const reading = unknown.length === 0 ? undefined : jira.readIssues(unknown)
    for (const key of unknown) {
      const issue = reading?.then(({ issues }) => issues.get(key)) ?? Promise.resolve(undefined)
      known.set(key, issue)
    }
    const issues = await Promise.all(keys.map(async (key) => [key, await known.get(key)] as const))
    return new Map(issues.flatMap(([key, issue]) => (issue === undefined ? [] : [[key, issue] as const])))
  }
}
