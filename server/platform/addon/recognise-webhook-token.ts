import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { isKnownToken, readClaimedWorkspace } from '../tokens/index.ts'
import type { WebhookToken } from './installation-webhook.store.ts'
import type { WebhookTokens } from './webhook-tokens.ts'

/** Whose webhook it is, and what the path was declared for. */
export interface WebhookSender extends Pick<WebhookToken, 'eventType' | 'status' | 'generation'> {
  readonly scope: WorkspaceScope
}

// How often a token that does not fit may cost a look at the database.
const REREAD_AFTER_MS = 1000

/**
 * Recognises a token whose signature was proven at the installation: it must be, to the byte, the one stored for this path.
 * Throws UNAUTHORIZED. The path is the manifest's, such as eventPath() gives it.
 */
export async function recogniseWebhookToken(
  deps: { readonly webhookTokens: WebhookTokens },
  presented: { readonly token: string; readonly path: string },
): Promise<WebhookSender> {
  const workspaceId = readClaimedWorkspace(presented.token)
  const stored = await findFitting(deps.webhookTokens, { workspaceId }, presented)
  if (!stored)
    throw new AppError('UNAUTHORIZED', 'This is not the token of this webhook in an installed workspace.')
  const { eventType, status, generation } = stored
  return {
    scope: { workspaceId, actor: { type: 'webhook', id: presented.path } },
    eventType,
    status,
    generation,
  }
}

async function findFitting(
  webhookTokens: WebhookTokens,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  { token, path }: { readonly token: string; readonly path: string },
): Promise<WebhookToken | undefined> {
  const kept = await webhookTokens.find(scope, path)
  if (!kept || isKnownToken(token, kept.tokenHash)) return kept
  // Another process may have taken a new installation since.
  const reread = await webhookTokens.find(scope, path, REREAD_AFTER_MS)
  return reread && isKnownToken(token, reread.tokenHash) ? reread : undefined
}
