import { useQuery } from '@tanstack/react-query'
import type { PathOptions, Place } from '../../../api/clickup-types.ts'
import { api, withQuery } from '../../../api/client.ts'
import { t } from '../../../i18n/index.ts'
import { PathLevel, type Choices } from './path-level.tsx'
import { withChoice, type NamedPath, type Path, type PathPart } from './settings-input.ts'

interface PathFieldsProps {
  readonly path: Path
  readonly saved: NamedPath
  readonly problem: string | undefined
  readonly isEnabled: boolean
  readonly onChange: (path: Path) => void
}

const FRESH_MS = 300_000

/** Workspace, space, folder, list: each is asked for once the one above it is chosen. */
export function PathFields({ path, saved, problem, isEnabled, onChange }: PathFieldsProps) {
  const { teamId, spaceId, folderId } = path
  const teams = useLevel({ level: 'teams' }, isEnabled)
  const spaces = useLevel({ level: 'spaces', teamId }, isEnabled && teamId !== null)
  const inSpace = useLevel({ level: 'space', teamId, spaceId }, isEnabled && spaceId !== null)
  const inFolder = useLevel({ level: 'folder', teamId, spaceId, folderId }, isEnabled && folderId !== null)
  const level = (part: PathPart, choices: Choices) => ({
    part,
    choices,
    value: path[part],
    knownName: path[part] === saved[part] ? nameIn(saved, part) : null,
    onChoose: (id: string | null) => onChange(withChoice(path, part, id)),
  })
  const lists = folderId === null ? inSpace : inFolder
  return (
    <div className="path">
      <PathLevel {...level('teamId', choicesOf(teams, 'teams'))} />
      <PathLevel {...level('spaceId', choicesOf(spaces, 'spaces'))} />
      <PathLevel {...level('folderId', choicesOf(inSpace, 'folders'))} none={t('clickup.path.noFolder')} />
      <PathLevel {...level('listId', choicesOf(lists, 'lists'))} problem={problem} />
    </div>
  )
}

function nameIn(saved: NamedPath, part: PathPart): string | null {
  const names = {
    teamId: saved.teamName,
    spaceId: saved.spaceName,
    folderId: saved.folderName,
    listId: saved.listName,
  }
  return names[part]
}

/** The lists at a place; undefined until they are known. */
export function useListsAt(
  { teamId, spaceId, folderId }: Path,
  isEnabled: boolean | undefined,
): readonly Place[] | undefined {
  const place =
    folderId === null
      ? ({ level: 'space', teamId, spaceId } as const)
      : ({ level: 'folder', teamId, spaceId, folderId } as const)
  const { data } = useLevel(place, isEnabled === true && spaceId !== null)
  return data && (data.lists ?? [])
}

/** Of one list: its name and its text fields. */
export function useList(listId: string | null, isEnabled: boolean | undefined) {
  return useLevel({ level: 'list', listId }, isEnabled === true && listId !== null)
}

interface Level extends Partial<Path> {
  /** So that one whose parent is not chosen is not taken for the one above it. */
  readonly level: 'teams' | 'spaces' | 'space' | 'folder' | 'list'
}

function useLevel({ level, ...parents }: Level, enabled: boolean) {
  const query = Object.fromEntries(Object.entries(parents).map(([name, id]) => [name, id ?? undefined]))
  return useQuery({
    queryKey: ['clickup-path', level, query],
    queryFn: ({ signal }) => api<PathOptions>(withQuery('/api/clickup/path-options', query), { signal }),
    staleTime: FRESH_MS,
    enabled,
  })
}

function choicesOf(level: ReturnType<typeof useLevel>, name: keyof PathOptions): Choices {
  const { data, isFetching, error, refetch } = level
  return {
    places: data && (data[name] ?? []),
    isLoading: isFetching && data === undefined,
    error: isFetching ? null : error,
    retry: () => void refetch(),
  }
}
