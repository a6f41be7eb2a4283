import type { ClickupSettingsView, Place } from '../../../api/clickup-types.ts'
import type { UpsertSettings } from '../../../api/upsert-types.ts'
import { changedNames } from '../../../kit/use-draft.ts'
import type { NamedPath, Path } from '../../clickup/settings/settings-input.ts'

/** Settings as they are typed; an empty text is none. */
export interface TypedSettings
  extends Path, Omit<UpsertSettings, 'listId' | 'markerFieldId' | 'defaultAssigneeEmail'> {
  /** Otherwise the list of the ClickUp tasks is meant, whichever that is. */
  readonly isOwnList: boolean
  readonly markerFieldId: string
  readonly defaultAssigneeEmail: string
}

export type SettingsProblem = 'listId' | 'markerFieldId' | 'defaultAssigneeEmail'

const NOWHERE: NamedPath = {
  teamId: null,
  spaceId: null,
  folderId: null,
  listId: null,
  teamName: null,
  spaceName: null,
  folderName: null,
  listName: null,
}

interface Known {
  /** Where the list of the ClickUp tasks stands. */
  readonly clickup: ClickupSettingsView
  /** The lists beside it. */
  readonly siblings: readonly Place[]
  /** Of the list itself, wherever it stands. */
  readonly listName: string | null
}

/** The way to the list: only its id is kept, so the rest is known where it stands beside the list of the ClickUp tasks. */
export function pathOf(
  { listId }: Pick<UpsertSettings, 'listId'>,
  { clickup, siblings, listName: ownName }: Known,
): NamedPath {
  const listName = siblings.find(({ id }) => id === listId)?.name ?? null
  if (listId !== null && listName === null) return { ...NOWHERE, listId, listName: ownName }
  const { teamId, spaceId, folderId, teamName, spaceName, folderName } = clickup
  return { teamId, spaceId, folderId, teamName, spaceName, folderName, listId, listName }
}

export function typedOf(settings: UpsertSettings, path: Path): TypedSettings {
  const { listId, markerFieldId, defaultAssigneeEmail, announce, allowRelease, allowTakeOver } = settings
  return {
    teamId: path.teamId,
    spaceId: path.spaceId,
    folderId: path.folderId,
    listId,
    isOwnList: listId !== null,
    markerFieldId: markerFieldId ?? '',
    defaultAssigneeEmail: defaultAssigneeEmail ?? '',
    announce,
    allowRelease,
    allowTakeOver,
  }
}

export function readSettings(
  typed: TypedSettings,
): { readonly settings: UpsertSettings } | { readonly problems: readonly SettingsProblem[] } {
  const { isOwnList, listId, announce, allowRelease, allowTakeOver } = typed
  const markerFieldId = typed.markerFieldId.trim()
  const defaultAssigneeEmail = typed.defaultAssigneeEmail.trim()
  const checks: Readonly<Record<SettingsProblem, boolean>> = {
    listId: !isOwnList || listId !== null,
    markerFieldId: /^[\w-]{0,64}$/.test(markerFieldId),
    defaultAssigneeEmail: /^([^\s@]+@[^\s@]+)?$/.test(defaultAssigneeEmail),
  }
  const problems = (Object.keys(checks) as SettingsProblem[]).filter((name) => !checks[name])
  if (problems.length > 0) return { problems }
  return {
    settings: {
      listId: isOwnList ? listId : null,
      markerFieldId: markerFieldId || null,
      defaultAssigneeEmail: defaultAssigneeEmail || null,
      announce,
      allowRelease,
      allowTakeOver,
    },
  }
}

const PATH: ReadonlySet<string> = new Set(['teamId', 'spaceId', 'folderId', 'listId', 'isOwnList'])

/** The way to the list counts as one; where no list of its own is wanted it means nothing. */
export function changedParts(typed: TypedSettings, saved: TypedSettings): readonly string[] {
  const names = changedNames(typed, saved)
  const others = names.filter((name) => !PATH.has(name))
  const isOther = typed.isOwnList ? others.length < names.length : saved.isOwnList
  return isOther ? ['list', ...others] : others
}
