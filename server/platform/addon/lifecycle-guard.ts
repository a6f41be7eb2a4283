import type { FastifyRequest } from 'fastify'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { hashToken, verifyLifecycleToken, type LifecycleClaims, type TokenDeps } from '../tokens/index.ts'
import { hasWebhookToken } from './installation-webhook.store.ts'

interface LifecycleGuardDeps {
  readonly db: Db
  readonly tokens: TokenDeps
}

interface LifecycleGuard {
  /** Refuses with 401 before the body is read. */
  readonly onRequest: (request: FastifyRequest) => Promise<void>
  readonly claimsOf: (request: FastifyRequest) => LifecycleClaims
}

export function createLifecycleGuard(deps: LifecycleGuardDeps): LifecycleGuard {
  const proven = new WeakMap<FastifyRequest, LifecycleClaims>()

  return {
    onRequest: async (request) => {
      const token = request.headers['x-addon-lifecycle-token']
      if (typeof token !== 'string' || token === '')
        throw new AppError('UNAUTHORIZED', 'The header X-Addon-Lifecycle-Token is missing.')
      const claims = await verifyLifecycleToken(deps.tokens, token)
      await refuseWebhookToken(deps, lifecycleScope(claims), token)
      proven.set(request, claims)
    },
    claimsOf: (request) => {
      const claims = proven.get(request)
      if (!claims) throw new Error('a lifecycle route reads its claims but has no guard')
      return claims
    },
  }
}

export function lifecycleScope(claims: LifecycleClaims): WorkspaceScope {
  return { workspaceId: claims.workspaceId, actor: { type: 'lifecycle', id: claims.addonId } }
}

/** Webhook tokens never expire and carry the same claims: whoever saw one must not be able to uninstall with it. */
async function refuseWebhookToken(
  deps: LifecycleGuardDeps,
  scope: WorkspaceScope,
  token: string,
): Promise<void> {
  const isWebhookToken = await inWorkspace(deps.db, scope, (tx) =>
    hasWebhookToken(tx, scope, hashToken(token)),
  )
  if (isWebhookToken) throw new AppError('UNAUTHORIZED', 'This is a webhook token, not a lifecycle token.')
}
