import { type ApiError, forbidden, noIssue, notFound } from '../http/api-error.ts'
import { type ApiRequest, param } from '../http/route.ts'
import type { World } from '../world.ts'
import { findIssue, projectOf, spaceOf } from './look-up.ts'
import type { Issue, Page, Project, Space } from './model.ts'

export function seesProject({ seenBy }: Project, accountId: string | undefined): boolean {
  return accountId !== undefined && (seenBy === null || seenBy.has(accountId))
}

export function visibleProjects({ state }: World, accountId: string | undefined): readonly Project[] {
  return [...state.projects.values()].filter((project) => seesProject(project, accountId))
}

export function findVisibleIssue(world: World, request: ApiRequest, idOrKey: string): Issue | undefined {
  const issue = findIssue(world.state, idOrKey)
  const isSeen = issue !== undefined && seesProject(projectOf(world.state, issue), request.caller.accountId)
  return isSeen ? issue : undefined
}

export function requireIssue(world: World, request: ApiRequest): Issue {
  const issue = findVisibleIssue(world, request, param(request, 'issueIdOrKey'))
  if (issue === undefined) throw noIssue()
  return issue
}

export function seesSpace({ seenBy }: Space, accountId: string | undefined): boolean {
  return accountId !== undefined && (seenBy?.has(accountId) ?? true)
}

/** Anonymous callers see nothing; restrictions of a page hold for everything below it. */
export function readsPage(world: World, page: Page, accountId: string | undefined): boolean {
  if (accountId === undefined) return false
  if (!seesSpace(spaceOf(world.state, page), accountId)) return false
  if (page.readers !== null && !page.readers.has(accountId)) return false
  const parent = page.parentId === null ? undefined : world.state.pages.get(page.parentId)
  return parent === undefined || readsPage(world, parent, accountId)
}

export function noPage(request: ApiRequest, id: string): ApiError {
  return request.dialect === 'cloud'
    ? notFound(`Cannot find page with id ${id}`)
    : notFound(`No content found with id: ContentId{id=${id}}`)
}

/** A page that the caller may read, whatever its status. */
export function requirePage(world: World, request: ApiRequest, id: string): Page {
  return requireNode(world, request, { id, kind: 'page' })
}

export function requireNode(
  world: World,
  request: ApiRequest,
  { id, kind }: Pick<Page, 'id' | 'kind'>,
): Page {
  const page = world.state.pages.get(id)
  if (page === undefined || page.kind !== kind || page.status === 'deleted') throw noPage(request, id)
  if (readsPage(world, page, request.caller.accountId)) return page
  throw world.quirks.restrictedPage === 'forbidden'
    ? forbidden('You do not have permission to view this page')
    : noPage(request, id)
}

export function requireEditable(world: World, request: ApiRequest, id: string): Page {
  const page = requirePage(world, request, id)
  if (page.status === 'trashed') throw noPage(request, id)
  const { accountId = '' } = request.caller
  if (page.editors !== null && !page.editors.has(accountId))
    throw forbidden('You do not have permission to update this page')
  return page
}
