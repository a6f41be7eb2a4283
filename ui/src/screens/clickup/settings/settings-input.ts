import type { ClickupSettings, ClickupSettingsView } from '../../../api/clickup-types.ts'

/** Settings as they are typed: numbers are texts until they are read. */
export interface TypedSettings extends Omit<
  ClickupSettings,
  'syncIntervalMinutes' | 'maxTasks' | 'importDelaySeconds'
> {
  readonly syncIntervalMinutes: string
  readonly maxTasks: string
  readonly importDelaySeconds: string
}

export type SettingsProblem = 'listId' | 'syncIntervalMinutes' | 'maxTasks' | 'importDelaySeconds'

const PATH_PARTS = ['teamId', 'spaceId', 'folderId', 'listId'] as const
export type PathPart = (typeof PATH_PARTS)[number]
export type Path = Pick<ClickupSettings, PathPart>
/** With the names of what is chosen, as far as they are known. */
export type NamedPath = Path & Pick<ClickupSettingsView, 'teamName' | 'spaceName' | 'folderName' | 'listName'>

const LONGEST_INTERVAL = 1_440
const MOST_TASKS = 1_000_000
const LONGEST_DELAY = 3_600

export function typedOf(settings: ClickupSettingsView): TypedSettings {
  const { teamId, spaceId, folderId, listId, autoSync, includeClosed, includeSubtasks } = settings
  return {
    teamId,
    spaceId,
    folderId,
    listId,
    autoSync,
    includeClosed,
    includeSubtasks,
    syncIntervalMinutes: String(settings.syncIntervalMinutes),
    maxTasks: String(settings.maxTasks),
    importDelaySeconds: String(settings.importDelaySeconds),
  }
}

export function readSettings(
  typed: TypedSettings,
): { readonly settings: ClickupSettings } | { readonly problems: readonly SettingsProblem[] } {
  const syncIntervalMinutes = wholeIn(typed.syncIntervalMinutes, { least: 1, most: LONGEST_INTERVAL })
  const maxTasks = wholeIn(typed.maxTasks, { least: 0, most: MOST_TASKS })
  const importDelaySeconds = secondsIn(typed.importDelaySeconds)
  const problems: SettingsProblem[] = []
  // Half a path leads nowhere; none at all is a choice.
  if (typed.teamId !== null && typed.listId === null) problems.push('listId')
  if (syncIntervalMinutes === undefined) problems.push('syncIntervalMinutes')
  if (maxTasks === undefined) problems.push('maxTasks')
  if (importDelaySeconds === undefined) problems.push('importDelaySeconds')
  if (problems.length > 0 || syncIntervalMinutes === undefined) return { problems }
  if (maxTasks === undefined || importDelaySeconds === undefined) return { problems }
  return { settings: { ...typed, syncIntervalMinutes, maxTasks, importDelaySeconds } }
}

function wholeIn(text: string, { least, most }: { least: number; most: number }): number | undefined {
  if (!/^\d{1,7}$/.test(text.trim())) return undefined
  const value = Number(text)
  return value >= least && value <= most ? value : undefined
}

/** A comma is as good as a point. */
export function secondsIn(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.')
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(trimmed)) return undefined
  const seconds = Number(trimmed)
  return seconds <= LONGEST_DELAY ? seconds : undefined
}

/** The path, with another choice at one of its levels; what was chosen below it means nothing any more. */
export function withChoice(path: Path, part: PathPart, id: string | null): Path {
  const at = PATH_PARTS.indexOf(part)
  const entries = PATH_PARTS.map((name, index) => [name, index < at ? path[name] : null] as const)
  return { ...(Object.fromEntries(entries) as unknown as Path), [part]: id }
}
