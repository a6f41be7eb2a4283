import type { SavedCall } from './saved-call.schemas.ts'
import type { SavedCallRow } from './saved-call.store.ts'

export function savedCallView(row: SavedCallRow): SavedCall {
  const { id, name, connector, operationId, input, createdBy } = row
  return {
    id,
    name,
    connector,
    operationId,
    input,
    createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
