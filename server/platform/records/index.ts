// Promises: a record is stored once per workspace; the newest known state wins, and what was deleted does not come back
// with data that was fetched before. Never: writes to the other side.
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { PlatformModule } from '../feature.ts'
import type { Guard } from '../http/index.ts'
import { applyEvent, applyEvents, type ApplyEventDeps } from './apply-events.ts'
import { RECORD_EVENTS } from './event-rules.ts'
import { recordsRoutes } from './records.routes.ts'

export { fetchOne } from './fetch-one.ts'
export { fetchPage, type FetchedPage, type FetchPageDeps, type PageOutcome } from './fetch-page.ts'
export { queryAt, type QueryValue } from './moment-from.ts'
export { readRecords, textAt, type RecordDraft, type RecordForm } from './read-records.ts'
export { deleteUnseenRecords, findPayloads, listCollections, upsertRecords } from './records.store.ts'

export function createRecords(deps: ApplyEventDeps & { readonly guard: Guard }): PlatformModule {
  return {
    name: 'records',
    routes: async (app) => {
      await app.register(recordsRoutes, { deps })
    },
    subscriptions: [
      {
        name: 'records.apply-event',
        events: RECORD_EVENTS,
        run: (scope: WorkspaceScope, event) => applyEvent(deps, scope, event),
        runMany: (scope: WorkspaceScope, events) => applyEvents(deps, scope, events),
      },
    ],
  }
}
