import type { ApiKeyView } from './access.schemas.ts'
import type { ApiKeyRow } from './api-key.store.ts'

export function apiKeyView(row: ApiKeyRow): ApiKeyView {
  return {
    id: row.id,
    label: row.label,
    role: row.role,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }
}
