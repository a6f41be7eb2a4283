import type { Vault } from '../../../platform/secrets/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'

export interface ClickupWebhookDeps extends ClickupTaskDeps {
  readonly vault: Vault
  /** Public address of this server, without a slash at the end. */
  readonly baseUrl: () => string
  /** Has what is new in the list read a few seconds later, once however often it is asked. */
  readonly requestSync: (tx: Tx, scope: WorkspaceScope) => Promise<unknown>
}

/** What a webhook's secret is sealed for. */
export const SECRET_PURPOSE = 'clickup-webhook'
