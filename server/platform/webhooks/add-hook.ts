import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { hashToken } from '../tokens/index.ts'
import type { HookDeps } from './deps.ts'
import { newHookId } from './hook-id.ts'
import type { NewHook } from './hook.schemas.ts'
import { insertHook, type HookRow } from './webhook-hook.store.ts'

/** Keeps only the token's hash: it is never shown again. */
export async function addHook(
  deps: Pick<HookDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  input: NewHook,
): Promise<HookRow> {
  const hook = {
    id: newHookId(scope.workspaceId),
    eventType: input.event,
    tokenHash: hashToken(input.token),
    createdAt: deps.clock.now(),
  }
  return inWorkspace(deps.db, scope, (tx) => insertHook(tx, scope, hook))
}
