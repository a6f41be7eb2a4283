import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { ClickupWebhookDeps } from './deps.ts'
import { fitWebhooks } from './fit-webhooks.ts'
import { listKnownWebhooks } from './webhook.store.ts'

// Somebody waits who wants to be rid of ClickUp.
const PATIENCE_MS = 5_000

/** Deletes our webhooks at ClickUp, as far as it lets us: deliveries of one that stays are refused here until ClickUp suspends it. */
export async function removeWebhooks(
  deps: Pick<ClickupWebhookDeps, 'db' | 'vault' | 'baseUrl' | 'openClickup'>,
  scope: WorkspaceScope,
): Promise<void> {
  const known = await inWorkspace(deps.db, scope, (tx) => listKnownWebhooks(tx, scope))
  if (known.length === 0) return
  try {
    const clickup = await deps.openClickup(scope, 'interactive', AbortSignal.timeout(PATIENCE_MS))
    await fitWebhooks(deps, scope, { clickup, place: null, known })
  } catch (error) {
    if (!isOfClickup(error)) throw error
  }
}

function isOfClickup(error: unknown): boolean {
  if (error instanceof UpstreamError || error instanceof BudgetExhausted || error instanceof AppError)
    return true
  return error instanceof Error && error.name === 'TimeoutError'
}
