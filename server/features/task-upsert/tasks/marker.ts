import { createHash } from 'node:crypto'
import type { ClickupTask } from '../../../connectors/clickup/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'

/** By which a task in ClickUp is known as that of an internal id. */
export interface Marker {
  readonly internalId: string
  /** Only this is compared; people may change what stands around it. */
  readonly code: string
}

const PREFIX = 'switchyard-'
const LINE = /\n*^`[^`\n]*` · switchyard-[0-9a-f]{16}[ \t]*$/gm

export function markerOf(
  { workspaceId }: Pick<WorkspaceScope, 'workspaceId'>,
  { listId, internalId }: { readonly listId: string; readonly internalId: string },
): Marker {
  const hash = createHash('sha256')
    .update(JSON.stringify([workspaceId, listId, internalId]))
    .digest('hex')
  return { internalId, code: `${PREFIX}${hash.slice(0, 16)}` }
}

/** The description as it goes to ClickUp: the marker is its last line. */
export function withMarker(description: string, { internalId, code }: Marker): string {
  const shown = internalId.replaceAll(/[`\s]+/g, ' ').trim()
  const line = `\`${shown}\` · ${code}`
  return description === '' ? line : `${description}\n\n${line}`
}

/** For descriptions that were read in ClickUp and pushed again. */
export function withoutMarkers(description: string): string {
  return description.replaceAll(LINE, '')
}

/** `fieldId`: where the settings have the internal id kept. */
export function carriesMarker(
  task: Pick<ClickupTask, 'description' | 'fields'>,
  { internalId, code }: Marker,
  fieldId: string | null,
): boolean {
  if (task.description.includes(code)) return true
  return fieldId !== null && task.fields.some(({ id, value }) => id === fieldId && value === internalId)
}
