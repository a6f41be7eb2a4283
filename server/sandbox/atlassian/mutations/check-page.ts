import { ApiError, badRequest } from '../http/api-error.ts'
import { ancestorsOf, latestOf, mustHave } from '../state/look-up.ts'
import type { Dialect, Page, PageVersion } from '../state/model.ts'
import { titleKey } from '../state/state.ts'
import { nestingFault } from '../storage/scan.ts'
import type { World } from '../world.ts'

const MOST_BYTES = 5_242_880
const MOST_TITLE = 255

export interface Titled {
  readonly spaceId: string
  readonly title: string
  /** Its own title is no clash. */
  readonly page?: Page
}

/** Unique within a space; archived pages keep theirs. */
export function checkTitle(world: World, dialect: Dialect, { spaceId, title, page }: Titled): void {
  if (title.trim() === '') throw badRequest('Title must not be blank')
  if (title.length > MOST_TITLE) throw badRequest(`Title cannot be longer than ${MOST_TITLE} characters.`)
  const holder = world.state.pageByTitle.get(titleKey(spaceId, title))
  if (holder === undefined || holder === page) return
  const { key } = mustHave(world.state.spaces, spaceId)
  throw badRequest(
    dialect === 'cloud'
      ? 'A page with this title already exists: A page already exists with the same TITLE in this space'
      : `A page with this title already exists: A page already exists with the title ${title} in the space with key ${key}`,
  )
}

export function checkBody(world: World, body: string): void {
  if (Buffer.byteLength(body) > MOST_BYTES) throw new ApiError(413, 'The request body is too large')
  const fault = world.quirks.brokenStorageRefused ? nestingFault(body) : undefined
  if (fault !== undefined) throw badRequest(fault)
}

/** A version is the current one and one more; anything else is 409. */
export function checkVersion(dialect: Dialect, page: Page, given: number): void {
  const { number } = latestOf(page)
  if (given === number + 1) return
  throw new ApiError(
    409,
    dialect === 'cloud'
      ? `Version must be incremented when updating a page. Current Version: [${number}]. Provided version: [${given}]`
      : `Version must be incremented on update. Current version is: ${number}`,
    { code: 'CONFLICT' },
  )
}

/** Not below itself, and not in another tree of titles that clash. */
export function checkParent(world: World, page: Page, parent: Page): void {
  if (parent === page || ancestorsOf(world.state, parent).includes(page))
    throw badRequest('A page cannot be moved below itself')
  if (parent.status !== 'current') throw badRequest('The parent is not a current page')
}

export function isUnchanged(world: World, page: Page, change: Pick<PageVersion, 'title' | 'body'>): boolean {
  const latest = latestOf(page)
  const isSame = latest.title === change.title && latest.body === change.body
  return isSame && !world.quirks.unchangedUpdateBumps
}
