import { latestOf, spaceOf } from '../state/look-up.ts'
import type { InlineTask, Page, PageVersion, Property, Space } from '../state/model.ts'
import type { World } from '../world.ts'
import { confluenceBase, tinyPath, webPath } from './confluence-url.ts'

/** Of Confluence's second version: ids are text, absent values are null. */
export function versionView({ createdAt, message, number, minorEdit, authorId }: PageVersion): object {
  return { number, message, minorEdit, authorId, createdAt: createdAt.toISOString() }
}

export interface PageLook {
  readonly withBody: boolean
  /** The latest when absent. */
  readonly version?: PageVersion | undefined
}

/** Of a list; a single page has the site's address beside it. */
export function pageView(world: World, page: Page, { withBody, version }: PageLook): object {
  const shown = version ?? latestOf(page)
  const parent = page.parentId === null ? undefined : world.state.pages.get(page.parentId)
  const isHistorical = shown.number !== latestOf(page).number
  const { id, status, spaceId, position, authorId, createdAt } = page
  return {
    id,
    status: isHistorical ? 'historical' : status,
    title: shown.title,
    spaceId,
    parentId: parent?.id ?? null,
    parentType: parent?.kind ?? null,
    position,
    authorId,
    ownerId: authorId,
    lastOwnerId: null,
    createdAt: createdAt.toISOString(),
    version: versionView(shown),
    body: withBody ? { storage: { representation: 'storage', value: shown.body } } : {},
    _links: {
      webui: webPath(world, page),
      editui: `/pages/resumedraft.action?draftId=${id}`,
      tinyui: tinyPath(page),
    },
  }
}

export function singlePageView(world: World, page: Page, look: PageLook): object {
  const view = pageView(world, page, look)
  const links = '_links' in view ? Object(view._links) : {}
  return { ...view, _links: { ...links, base: confluenceBase(world, 'cloud') } }
}

export function childView({ id, status, kind, spaceId, position, ...page }: Page): object {
  return { id, status, title: page.versions.at(-1)?.title, type: kind, spaceId, childPosition: position }
}

export interface Below {
  readonly page: Page
  readonly depth: number
}

export function descendantView({ page, depth }: Below): object {
  const { id, status, kind, parentId, position } = page
  return { id, status, title: latestOf(page).title, type: kind, parentId, depth, childPosition: position }
}

export function pageVersionView(page: Page, version: PageVersion, withBody: boolean): object {
  const { title, body } = version
  const shown = withBody ? { body: { storage: { representation: 'storage', value: body } } } : {}
  return { ...versionView(version), page: { id: page.id, title, ...shown } }
}

export function detailedVersionView(page: Page, version: PageVersion): object {
  const { number } = version
  return {
    ...versionView(version),
    contentTypeModified: false,
    collaborators: [version.authorId],
    ...(number > 1 ? { prevVersion: number - 1 } : {}),
    ...(number < latestOf(page).number ? { nextVersion: number + 1 } : {}),
  }
}

export function taskView(world: World, task: InlineTask, withBody: boolean): object {
  const page = world.state.pages.get(task.pageId)
  return {
    id: task.id,
    localId: task.localId,
    spaceId: page === undefined ? null : spaceOf(world.state, page).id,
    pageId: task.pageId,
    status: task.isComplete ? 'complete' : 'incomplete',
    body: withBody ? { storage: { representation: 'storage', value: task.body } } : {},
    createdBy: task.createdById,
    assignedTo: task.assigneeId,
    completedBy: task.completedById,
    createdAt: task.createdAt.toISOString(),
    updatedAt: task.updatedAt.toISOString(),
    dueAt: task.dueDate === null ? null : `${task.dueDate}T00:00:00.000Z`,
    completedAt: task.completedAt?.toISOString() ?? null,
  }
}

export function propertyView({ id, key, value, number, authorId, updatedAt }: Property): object {
  const version = { number, message: '', minorEdit: true, authorId, createdAt: updatedAt.toISOString() }
  return { id, key, value, version }
}

export function spaceView({ id, key, name, ownerId, createdAt, homepageId }: Space): object {
  return {
    id,
    key,
    name,
    type: 'global',
    status: 'current',
    authorId: ownerId,
    spaceOwnerId: ownerId,
    currentActiveAlias: key,
    createdAt: createdAt.toISOString(),
    homepageId,
    description: null,
    icon: null,
    _links: { webui: `/spaces/${key}` },
  }
}
