import type { WorkspaceScope } from '../../shared/scope.ts'
import { hashToken, isSameHash, readClaimedWorkspace } from '../tokens/index.ts'
import type { WebhookToken } from './installation-webhook.store.ts'
import type { WebhookTokens } from './webhook-tokens.ts'

interface RecognisedWebhook {
  readonly scope: WorkspaceScope
  readonly eventType: string
  /** False while the installation is INACTIVE. */
  readonly active: boolean
}

// How often a token that does not fit may cost a look at the database.
const REREAD_AFTER_MS = 1000

/**
 * Whose webhook the token is; undefined when it is not the one stored for this path. Every stored token was verified when it was
 * installed, so the whole token being equal proves more than its signature would; what it says of itself only tells where to look.
 */
export async function recogniseWebhook(
  tokens: WebhookTokens,
  delivery: { readonly token: string; readonly path: string },
): Promise<RecognisedWebhook | undefined> {
  const tokenHash = hashToken(delivery.token)
  const known = tokens.workspaceOf(tokenHash.toString('base64'))
  const workspaceId = known ?? readClaimedWorkspace(delivery.token)
  const stored = await findFitting(tokens, { workspaceId }, { tokenHash, path: delivery.path })
  if (!stored) return undefined
  if (known === undefined) tokens.remember(tokenHash.toString('base64'), { workspaceId })
  const { eventType, status } = stored
  return {
    scope: { workspaceId, actor: { type: 'webhook', id: eventType } },
    eventType,
    active: status === 'ACTIVE',
  }
}

async function findFitting(
  tokens: WebhookTokens,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  { tokenHash, path }: { readonly tokenHash: Buffer; readonly path: string },
): Promise<WebhookToken | undefined> {
  const kept = await tokens.find(scope, path)
  if (!kept || isSameHash(tokenHash, kept.tokenHash)) return kept
  // Another process may have taken a new installation since.
  const reread = await tokens.find(scope, path, REREAD_AFTER_MS)
  return reread && isSameHash(tokenHash, reread.tokenHash) ? reread : undefined
}
