import type { ProjectMode, ProjectRequest } from '../../../api/page-types.ts'

/** As it is typed. */
export interface TypedProject {
  readonly projectPageUrl: string
  readonly projectKey: string
  readonly mode: ProjectMode
}

export type ProjectProblem = 'projectPageUrl' | 'projectKey'

const LONGEST_ADDRESS = 2_000
const LONGEST_KEY = 100

export function readProject(
  typed: TypedProject,
): { readonly request: ProjectRequest } | { readonly problems: readonly ProjectProblem[] } {
  const { mode } = typed
  const projectPageUrl = typed.projectPageUrl.trim()
  const projectKey = typed.projectKey.trim()
  const problems: ProjectProblem[] = []
  if (!/^https?:\/\/\S+$/.test(projectPageUrl) || projectPageUrl.length > LONGEST_ADDRESS)
    problems.push('projectPageUrl')
  if (!/^[a-z]\w*(-\d{1,15})?$/i.test(projectKey) || projectKey.length > LONGEST_KEY)
    problems.push('projectKey')
  return problems.length > 0 ? { problems } : { request: { projectPageUrl, projectKey, mode } }
}
