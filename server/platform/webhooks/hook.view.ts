import type { Hook } from './hook.schemas.ts'
import type { HookRow } from './webhook-hook.store.ts'

/** Never the token, nor its hash. */
export function hookView(row: HookRow, baseUrl: string): Hook {
  return {
    id: row.id,
    event: row.eventType,
    url: `${baseUrl.replace(/\/+$/, '')}/webhooks/clockify/hooks/${row.id}`,
    createdAt: row.createdAt.toISOString(),
  }
}
