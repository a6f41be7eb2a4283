import type { Clock } from '../../shared/clock.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import type { LifecycleClaims } from '../tokens/index.ts'
import { requireSameInstallation } from './require-same-installation.ts'
import { updateInstallation } from './installation.store.ts'
import type { StatusChangedBody, StatusOutcome } from './lifecycle.schemas.ts'
import { explainNoInstallation } from './require-installation.ts'
import type { WebhookTokens } from './webhook-tokens.ts'

interface ChangeStatusDeps {
  readonly db: Db
  readonly clock: Clock
  readonly webhookTokens: Pick<WebhookTokens, 'forget'>
}

export async function changeStatus(
  deps: ChangeStatusDeps,
  scope: WorkspaceScope,
  input: { readonly claims: LifecycleClaims; readonly body: StatusChangedBody },
): Promise<StatusOutcome> {
  const { claims, body } = input
  requireSameInstallation(claims, body, 'The body')
  await inWorkspace(deps.db, scope, async (tx) => {
    const change = { addonId: claims.addonId, status: body.status, updatedAt: deps.clock.now() }
    if (!(await updateInstallation(tx, scope, change)))
      throw await explainNoInstallation(tx, scope, claims.addonId)
  })
  deps.webhookTokens.forget(scope)
  return { outcome: 'changed' }
}
