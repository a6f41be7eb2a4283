import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../storage/keyset-page.ts'
import { listRepetitions } from './webhook-delivery.store.ts'
import type { WebhookEventSummary } from './webhook-event.schemas.ts'
import { listEvents, type EventStatus } from './webhook-event.store.ts'
import { eventView } from './webhook-event.view.ts'

export const REPETITIONS_SHOWN = 19

export async function searchEvents(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: {
    readonly type?: string
    readonly status?: EventStatus
    readonly cursor?: string
    readonly limit: number
  },
): Promise<Page<WebhookEventSummary>> {
  const { type, status, cursor, limit } = input
  const page = { type, status, before: readCursor(cursor), limit: limit + 1 }
  return inWorkspace(deps.db, scope, async (tx) => {
    const { items, nextCursor } = pageOf(await listEvents(tx, scope, page), limit, (row) => row.id)
    const eventIds = items.map(({ id }) => id)
    const repetitions = await listRepetitions(tx, scope, { eventIds, perEvent: REPETITIONS_SHOWN })
    return { items: items.map((row) => eventView(row, repetitions)), nextCursor }
  })
}
