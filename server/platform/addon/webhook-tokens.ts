import type { Clock } from '../../shared/clock.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { findWebhookToken, type WebhookToken } from './installation-webhook.store.ts'

type Workspace = Pick<WorkspaceScope, 'workspaceId'>

/** The stored webhook tokens, kept in memory for a while. */
export interface WebhookTokens {
  /** At most that old. */
  find(scope: Workspace, path: string, maxAgeMs?: number): Promise<WebhookToken | undefined>
  /** The workspace of a token that was recognised before, by its hash; spares reading what the token says of itself. */
  workspaceOf(tokenHash: string): string | undefined
  remember(tokenHash: string, scope: Workspace): void
  /** To be called after the commit of whatever changes the workspace's installation. */
  forget(scope: Workspace): void
}

interface Kept {
  readonly token: WebhookToken
  readonly readAtMs: number
}

// Another process learns of an uninstall only by this.
const KEEP_MS = 30_000
const MAX_WORKSPACES = 5000
const MAX_TOKENS = 50_000

export function createWebhookTokens(deps: { readonly db: Db; readonly clock: Clock }): WebhookTokens {
  const kept = new Map<string, Map<string, Kept>>()
  const workspaces = new Map<string, string>()
  let version = 0

  function keep(workspaceId: string, path: string, token: WebhookToken): void {
    if (kept.size >= MAX_WORKSPACES && !kept.has(workspaceId)) kept.clear()
    const paths = kept.get(workspaceId) ?? new Map<string, Kept>()
    paths.set(path, { token, readAtMs: deps.clock.monotonicMs() })
    kept.set(workspaceId, paths)
  }

  return {
    find: async (scope, path, maxAgeMs = KEEP_MS) => {
      const known = kept.get(scope.workspaceId)?.get(path)
      if (known && deps.clock.monotonicMs() - known.readAtMs < maxAgeMs) return known.token
      const readAt = version
      const token = await inWorkspace(deps.db, scope, (tx) => findWebhookToken(tx, scope, path))
      // What was read before a change must not outlive it.
      if (token && readAt === version) keep(scope.workspaceId, path, token)
      return token
    },
    workspaceOf: (tokenHash) => workspaces.get(tokenHash),
    remember: (tokenHash, { workspaceId }) => {
      if (workspaces.size >= MAX_TOKENS) workspaces.clear()
      workspaces.set(tokenHash, workspaceId)
    },
    forget: (scope) => {
      version += 1
      kept.delete(scope.workspaceId)
    },
  }
}
