import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { REPETITIONS_SHOWN } from './search-events.ts'
import { listRepetitions } from './webhook-delivery.store.ts'
import type { WebhookEventDetail } from './webhook-event.schemas.ts'
import { findEvent } from './webhook-event.store.ts'
import { eventDetailView } from './webhook-event.view.ts'

export async function describeEvent(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  id: string,
): Promise<WebhookEventDetail> {
  return inWorkspace(deps.db, scope, async (tx) => {
    const row = await findEvent(tx, scope, id)
    if (!row) throw notFound('webhook event', id)
    const page = { eventIds: [id], perEvent: REPETITIONS_SHOWN }
    return eventDetailView(row, await listRepetitions(tx, scope, page))
  })
}
