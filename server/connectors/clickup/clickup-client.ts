import type { ServiceConnector } from '../../platform/connections/index.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { ClickupSender } from './ask-clickup.ts'
import { clickupComments, type ClickupComments } from './clickup-comments.ts'
import { clickupFields, type ClickupFields } from './clickup-fields.ts'
import { clickupPlaces, type ClickupPlaces } from './clickup-places.ts'
import { clickupTaskWrites, type ClickupTaskWrites } from './clickup-task-writes.ts'
import { clickupTasks, type ClickupTasks } from './clickup-tasks.ts'
import { clickupWebhooks, type ClickupWebhooks } from './clickup-webhooks.ts'

/** ClickUp's API v2 as the connected user; every function throws an UpstreamError that says what to do. */
export interface ClickupClient
  extends ClickupPlaces, ClickupFields, ClickupTasks, ClickupTaskWrites, ClickupComments, ClickupWebhooks {
  /** Of the connection whose credentials it uses. */
  readonly connectionId: string
  readonly apiUrl: string
}

/** `interactive`: somebody waits for the answer, so it goes ahead of background work. */
export type OpenClickup = (
  scope: WorkspaceScope,
  kind: 'interactive' | 'background',
  signal?: AbortSignal,
) => Promise<ClickupClient>

/** Throws CONFLICT where the workspace has no connection with ClickUp. */
export function clickupOpener(connector: Pick<ServiceConnector, 'open'>): OpenClickup {
  return async (scope, kind, signal) => {
    const connection = await connector.open(scope, kind)
    const sender: ClickupSender = { connection, signal }
    return {
      connectionId: connection.id,
      apiUrl: connection.baseUrls['api'] ?? '',
      ...clickupPlaces(sender),
      ...clickupFields(sender),
      ...clickupTasks(sender),
      ...clickupTaskWrites(sender),
      ...clickupComments(sender),
      ...clickupWebhooks(sender),
    }
  }
}
