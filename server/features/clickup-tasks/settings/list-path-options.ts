import { isTextField } from '../../../connectors/clickup/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import type { PathOptions, PathQuery } from './settings.schemas.ts'

/** What the connected user can choose next, below the lowest place that is given. */
export async function listPathOptions(
  deps: Pick<ClickupTaskDeps, 'openClickup'>,
  scope: WorkspaceScope,
  { teamId, spaceId, folderId, listId }: PathQuery,
): Promise<PathOptions> {
  const clickup = await deps.openClickup(scope, 'interactive')
  if (listId !== undefined) {
    const [{ id, name }, fields] = await Promise.all([clickup.list(listId), clickup.fields(listId)])
    const textFields = fields.filter(isTextField).map((field) => ({ id: field.id, name: field.name }))
    return { lists: [{ id, name }], textFields }
  }
  if (folderId !== undefined) return { lists: [...(await clickup.listsOfFolder(folderId))] }
  if (spaceId !== undefined) {
    const [folders, lists] = await Promise.all([clickup.folders(spaceId), clickup.listsOfSpace(spaceId)])
    return { folders: [...folders], lists: [...lists] }
  }
  if (teamId !== undefined) return { spaces: [...(await clickup.spaces(teamId))] }
  return { teams: [...(await clickup.teams())] }
}
