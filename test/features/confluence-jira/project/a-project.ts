import type { ProjectRunView } from '../../../../server/features/confluence-jira/project/project-run.schemas.ts'
import type { Issue } from '../../../../server/sandbox/atlassian/index.ts'
import type { PageWorld, ProjectSync } from '../a-page-world.ts'

/** A project whose issues hang together by the field parent, in a form that both Jiras have. */
export const PROJECT = 'OPS'

export interface Project {
  readonly world: PageWorld
  readonly rootId: string
  issue(summary: string, under?: Issue, more?: { readonly type?: string }): Issue
  sync(change?: Partial<ProjectSync>): Promise<ProjectRunView>
  begin(change?: Partial<ProjectSync>): Promise<string>
  /** Titles below the root, indented by their level. */
  tree(): readonly string[]
  /** The current page of that title. */
  pageId(title: string): string
  /** What was sent since it was last asked for that changes something. */
  writes(): readonly string[]
}

/** Empty, beside a page that its pages go below. */
export function aProject(world: PageWorld, mode: ProjectSync['mode'] = 'pages'): Project {
  const { sandbox } = world
  // Sub-tasks go with what they are below.
  for (const { id, key } of sandbox.state.issues.values())
    if (key.startsWith(`${PROJECT}-`) && sandbox.state.issues.has(id)) sandbox.deleteIssue(key)
  const rootId = world.page('<p>The project</p>', { title: 'The project' })
  const begin = (change: Partial<ProjectSync> = {}) =>
    world.beginProject({ projectPageUrl: world.addressOf(rootId), projectKey: PROJECT, mode, ...change })
  const current = () => [...sandbox.state.pages.values()].filter(({ status }) => status === 'current')
  const titleOf = (page: { readonly versions: readonly { readonly title: string }[] }) =>
    page.versions.at(-1)?.title ?? ''
  const below = (parentId: string, indent: string): readonly string[] =>
    current()
      .filter((page) => page.parentId === parentId)
      .toSorted((a, b) => a.position - b.position)
      .flatMap((page) => [`${indent}${titleOf(page)}`, ...below(page.id, `${indent}  `)])
  let seen = sandbox.requests.total
  return {
    world,
    rootId,
    // Of a sub-task's level below a story's, so that both deployments take it.
    issue: (summary, under, { type } = {}) =>
      sandbox.createIssue({
        projectKey: PROJECT,
        summary,
        type: type ?? 'Task',
        ...(under === undefined ? {} : { parentId: under.id }),
      }),
    begin,
    sync: async (change = {}) => world.projectToEnd(await begin(change)),
    tree: () => below(rootId, ''),
    pageId: (title) => {
      const page = current().find((one) => titleOf(one) === title)
      if (page === undefined) throw new Error(`there is no page ${title}`)
      return page.id
    },
    writes: () => {
      const sent = sandbox.requests.entries.slice(seen - sandbox.requests.total)
      const fresh = seen === sandbox.requests.total ? [] : sent
      seen = sandbox.requests.total
      return fresh
        .filter(({ method, path }) => method !== 'GET' && !/bulkfetch|\/search/.test(path))
        .map(({ method, path }) => `${method} ${path}`)
    },
  }
}

/** `create created Dig`: what was done, by titles. */
export function linesOf({ results }: ProjectRunView): readonly string[] {
  return results.map(({ action, outcome, pageTitle }) => `${action} ${outcome} ${pageTitle}`)
}
