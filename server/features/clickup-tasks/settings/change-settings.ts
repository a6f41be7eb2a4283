import type { ClickupClient } from '../../../connectors/clickup/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { objectOf } from '../../../shared/json.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce, type Tx } from '../../../storage/db.ts'
import {
  findStoredSettings,
  lockStoredSettings,
  updateStoredSettings,
} from '../../../storage/settings.store.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { forgetTasks } from '../tasks/forget-tasks.ts'
import { askForWebhook } from '../webhooks/ask-for-webhook.ts'
import { checkLevels, checkPath } from './check-path.ts'
import {
  DEFAULTS,
  type ChosenPath,
  type ClickupSettings,
  type PathNames,
  type SettingsChange,
} from './settings.schemas.ts'

const TABLE = 'clickupSettings'

/** What holds in a workspace, within a transaction. */
export async function findSettings(tx: Tx, scope: WorkspaceScope): Promise<ClickupSettings> {
  return settle(await findStoredSettings(tx, scope, TABLE))
}

/** Null: none is chosen. */
export async function chosenList(tx: Tx, scope: WorkspaceScope): Promise<string | null> {
  return (await findSettings(tx, scope)).listId
}

export async function readSettings(
  { db }: Pick<ClickupTaskDeps, 'db'>,
  scope: WorkspaceScope,
): Promise<ClickupSettings> {
  return settle(await inWorkspaceAtOnce(db, scope, (tx) => findStoredSettings(tx, scope, TABLE)))
}

const OTHER_LIST = 'Another list was chosen while this one was read.'

/**
 * What is left out stays. A new path is proven by asking ClickUp, or by the first sync where there is no connection yet; with another
 * list the tasks of the one before go.
 */
export async function changeSettings(
  deps: Pick<ClickupTaskDeps, 'db' | 'clock' | 'openClickup'>,
  scope: WorkspaceScope,
  change: SettingsChange,
): Promise<ClickupSettings> {
  const before = await readSettings(deps, scope)
  const wanted = { ...before, ...change }
  checkLevels(wanted)
  const names = isSamePath(before, wanted) ? undefined : await namesOf(deps, scope, wanted)
  return inWorkspace(deps.db, scope, async (tx) => {
    const now = deps.clock.now()
    const stored = objectOf(await lockStoredSettings(tx, scope, { table: TABLE, at: now }))
    if (!isSamePath(before, settle(stored)) && !isSamePath(wanted, settle(stored)))
      throw new AppError(
        'CONFLICT',
        'Somebody else has changed the path to the list. Look at it, then try again.',
      )
    const changed = { ...stored, ...change, ...names }
    await updateStoredSettings(tx, scope, { table: TABLE, settings: changed })
    if (wanted.listId !== before.listId)
      await forgetTasks(tx, scope, { keptListId: wanted.listId, why: OTHER_LIST, at: now })
    await askForWebhook(tx, scope)
    return settle(changed)
  })
}

const NO_NAMES: PathNames = { teamName: null, spaceName: null, folderName: null, listName: null }

async function namesOf(
  deps: Pick<ClickupTaskDeps, 'openClickup'>,
  scope: WorkspaceScope,
  path: ChosenPath,
): Promise<PathNames> {
  const clickup = await openIfConnected(deps, scope)
  return clickup === undefined ? NO_NAMES : checkPath(clickup, path)
}

async function openIfConnected(
  { openClickup }: Pick<ClickupTaskDeps, 'openClickup'>,
  scope: WorkspaceScope,
): Promise<ClickupClient | undefined> {
  try {
    return await openClickup(scope, 'interactive')
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT') return undefined
    throw error
  }
}

function isSamePath(one: ChosenPath, other: ChosenPath): boolean {
  return (['teamId', 'spaceId', 'folderId', 'listId'] as const).every((level) => one[level] === other[level])
}

/** Only what a schema has read was ever stored. */
function settle(stored: unknown): ClickupSettings {
  return { ...DEFAULTS, ...objectOf(stored) }
}
