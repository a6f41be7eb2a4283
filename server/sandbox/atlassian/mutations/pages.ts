import { nextId } from '../state/ids.ts'
import { childrenIn, latestOf, mustHave } from '../state/look-up.ts'
import type { InlineTask, Page, PageKind, PageVersion, Property, Space } from '../state/model.ts'
import { addPage, freeTitle, holdTitle, reparent } from '../state/state.ts'
import { findTasks } from '../storage/find-tasks.ts'
import { applyEdits } from '../storage/scan.ts'
import type { World } from '../world.ts'
import { keepTasks, type PageChange, savePage } from './save-page.ts'

export interface NewPage {
  readonly spaceId: string
  /** The space's home page when absent; null makes another root. */
  readonly parentId?: string | null | undefined
  readonly title: string
  readonly body?: string | undefined
  readonly kind?: PageKind | undefined
  readonly userId?: string | undefined
  readonly message?: string | undefined
  readonly id?: string | undefined
}

/** The body is kept exactly as given, however broken. */
export function createPage(world: World, input: NewPage): Page {
  const { state, clock } = world
  const space = mustHave(state.spaces, input.spaceId)
  const parentId = input.parentId === undefined ? space.homepageId : input.parentId
  const userId = input.userId ?? state.ownerId
  const page: Page = {
    id: input.id ?? nextId(state, 'page'),
    kind: input.kind ?? 'page',
    spaceId: space.id,
    status: 'current',
    parentId,
    position: nextPosition(world, parentId),
    authorId: userId,
    createdAt: clock.now(),
    versions: [firstVersion(world, input, userId)],
    labels: new Set(),
    properties: new Map(),
    readers: null,
    editors: null,
  }
  addPage(state, page)
  keepTasks(world, page)
  return page
}

function firstVersion(
  { clock }: World,
  { title, body = '', message = '' }: NewPage,
  authorId: string,
): PageVersion {
  return { number: 1, title, body, message, minorEdit: false, authorId, createdAt: clock.now() }
}

function nextPosition({ state }: World, parentId: string | null): number {
  const last = parentId === null ? undefined : childrenIn(state, parentId).at(-1)
  return (last?.position ?? -1) + 1
}

export interface PersonalEdit extends Partial<PageChange> {
  /** What becomes of the text that is there. */
  readonly edit?: (body: string) => string
}

/** As a person does it in the editor, the member when nobody is named. */
export function editPage(world: World, pageId: string, { edit, ...change }: PersonalEdit): PageVersion {
  const page = mustHave(world.state.pages, pageId)
  const body = edit === undefined ? change.body : edit(latestOf(page).body)
  return savePage(world, page, { ...change, body, userId: change.userId ?? world.state.memberId })
}

export interface Move {
  readonly pageId: string
  readonly parentId: string | null
  /** Beside this sibling instead of last. */
  readonly beside?: { readonly pageId: string; readonly where: 'before' | 'after' }
}

/** Without a version. */
export function movePage(world: World, { pageId, parentId, beside }: Move): Page {
  const page = mustHave(world.state.pages, pageId)
  reparent(world.state, page, null)
  page.position = nextPosition(world, parentId)
  reparent(world.state, page, parentId)
  if (parentId === null || beside === undefined) return page
  const others = childrenIn(world.state, parentId).filter(({ id }) => id !== pageId)
  const place = others.findIndex(({ id }) => id === beside.pageId) + (beside.where === 'after' ? 1 : 0)
  for (const [position, one] of others.toSpliced(place, 0, page).entries()) one.position = position
  return page
}

export function archivePage(world: World, pageId: string): Page {
  const page = mustHave(world.state.pages, pageId)
  page.status = 'archived'
  if (!world.quirks.archivedKeepsTitle) freeTitle(world.state, page)
  return page
}

/** Into the trash; the pages below go up to its parent. */
export function deletePage(world: World, pageId: string): Page {
  const { state } = world
  const page = mustHave(state.pages, pageId)
  for (const child of childrenIn(state, pageId))
    movePage(world, { pageId: child.id, parentId: page.parentId })
  page.status = 'trashed'
  freeTitle(state, page)
  for (const task of state.tasksByPage.get(pageId)?.values() ?? []) state.tasks.delete(task.id)
  state.tasksByPage.delete(pageId)
  return page
}

/** Out of the trash or the archive. */
export function bringBackPage(world: World, pageId: string): Page {
  const page = mustHave(world.state.pages, pageId)
  page.status = 'current'
  holdTitle(world.state, page)
  keepTasks(world, page)
  return page
}

/** For good: only its id is remembered. */
export function purgePage(world: World, pageId: string): Page {
  const page = deletePage(world, pageId)
  page.status = 'deleted'
  reparent(world.state, page, null)
  return page
}

/** Account ids that may still read or edit; null lets everybody. */
export function restrictPage(
  world: World,
  pageId: string,
  {
    readers,
    editors,
  }: { readonly readers?: readonly string[] | null; readonly editors?: readonly string[] | null },
): Page {
  const page = mustHave(world.state.pages, pageId)
  if (readers !== undefined) page.readers = readers === null ? null : new Set(readers)
  if (editors !== undefined) page.editors = editors === null ? null : new Set(editors)
  return page
}

export function labelPage(world: World, pageId: string, ...labels: readonly string[]): Page {
  const page = mustHave(world.state.pages, pageId)
  for (const label of labels) page.labels.add(label.toLowerCase())
  return page
}

/** Makes the property, or gives it a new value and version. */
export function setPageProperty(
  world: World,
  pageId: string,
  {
    key,
    value,
    userId,
  }: { readonly key: string; readonly value: unknown; readonly userId?: string | undefined },
): Property {
  const page = mustHave(world.state.pages, pageId)
  const known = page.properties.get(key)
  const authorId = userId ?? world.state.ownerId
  const updatedAt = world.clock.now()
  if (known !== undefined)
    return Object.assign(known, { value, authorId, updatedAt, number: known.number + 1 })
  const made = { id: nextId(world.state, 'other'), key, value, number: 1, authorId, updatedAt }
  page.properties.set(key, made)
  return made
}

export interface TaskCheck {
  readonly isComplete: boolean
  readonly userId?: string | undefined
}

/** Ticks the box in the page's text, too. */
export function checkTask(world: World, taskId: string, { isComplete, userId }: TaskCheck): InlineTask {
  const task = mustHave(world.state.tasks, taskId)
  const page = mustHave(world.state.pages, task.pageId)
  const latest = latestOf(page)
  const found = findTasks(latest.body).find(
    ({ idSpan }) =>
      idSpan !== undefined && latest.body.slice(idSpan.start, idSpan.end).trim() === task.localId,
  )
  if (found?.statusSpan === undefined || task.isComplete === isComplete) return task
  const text = isComplete ? 'complete' : 'incomplete'
  const body = applyEdits(latest.body, [{ ...found.statusSpan, text }])
  const authorId = userId ?? world.state.memberId
  if (world.quirks.taskCheckBumpsVersion) savePage(world, page, { body, userId: authorId, minorEdit: true })
  else {
    page.versions.splice(-1, 1, { ...latest, body })
    keepTasks(world, page)
  }
  return task
}

export interface NewSpace {
  readonly key: string
  readonly name: string
  /** Account ids; everybody who is signed in when absent. */
  readonly seenBy?: readonly string[] | undefined
}

/** With its home page. */
export function createSpace(world: World, { key, name, seenBy }: NewSpace): Space {
  const { state, clock } = world
  const space: Space = {
    id: nextId(state, 'other'),
    key,
    name,
    ownerId: state.ownerId,
    createdAt: clock.now(),
    homepageId: '',
    seenBy: seenBy === undefined ? null : new Set(seenBy),
  }
  state.spaces.set(space.id, space)
  space.homepageId = createPage(world, { spaceId: space.id, parentId: null, title: `${name} Home` }).id
  return space
}
