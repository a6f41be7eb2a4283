import type { ClickupClient, ClickupPlace } from '../../../connectors/clickup/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ChosenPath, PathNames } from './settings.schemas.ts'

type Level = keyof ChosenPath

const WORDS: Readonly<Record<Level, string>> = {
  teamId: 'is not a Workspace that the connected ClickUp user sees',
  spaceId: 'is not a space of the chosen Workspace that the connected ClickUp user sees',
  folderId: 'is not a folder of the chosen space that the connected ClickUp user sees',
  listId: 'is not a list of the chosen space and folder that the connected ClickUp user sees',
}

/** Throws INVALID where a place is chosen without the one that it is in. */
export function checkLevels({ teamId, spaceId, folderId, listId }: ChosenPath): void {
  if (teamId === null && spaceId !== null) throw wrong('teamId', 'has to be chosen before a space')
  if (spaceId === null && folderId !== null) throw wrong('spaceId', 'has to be chosen before a folder')
  if (spaceId === null && listId !== null) throw wrong('spaceId', 'has to be chosen before a list')
}

/** Asks ClickUp for the chosen places: their names, or INVALID for one that is not there or in another place. */
export async function checkPath(clickup: ClickupClient, path: ChosenPath): Promise<PathNames> {
  const { teamId, spaceId, folderId, listId } = path
  const team = await named('teamId', teamId, () => clickup.teams())
  const space = await named('spaceId', spaceId, () => clickup.spaces(teamId ?? ''))
  const folder = await named('folderId', folderId, () => clickup.folders(spaceId ?? ''))
  const list = await named('listId', listId, async () => {
    const found = await clickup.list(listId ?? '')
    return found.spaceId === spaceId && found.folderId === folderId ? [found] : []
  })
  return { teamName: team, spaceName: space, folderName: folder, listName: list }
}

async function named(
  level: Level,
  id: string | null,
  read: () => Promise<readonly ClickupPlace[]>,
): Promise<string | null> {
  if (id === null) return null
  const places = await unlessRefused(level, read)
  const found = places.find((place) => place.id === id)
  if (found === undefined) throw wrong(level, WORDS[level])
  return found.name
}

/** Ids that are not there are refused in many ways; a dead token or a ClickUp that is away is something else. */
async function unlessRefused<T>(level: Level, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof UpstreamError && ['forbidden', 'not-found', 'rejected'].includes(error.kind))
      throw wrong(level, WORDS[level])
    throw error
  }
}

function wrong(level: Level, message: string): AppError {
  return new AppError('INVALID', `The path to the list is wrong: ${level} ${message}.`, {
    violations: [{ in: 'body', pointer: `/${level}`, message }],
  })
}
