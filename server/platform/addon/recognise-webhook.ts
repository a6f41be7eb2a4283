import { decodeJwt } from 'jose'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { isKnownToken } from '../tokens/index.ts'
import type { WebhookTokens } from './webhook-tokens.ts'

export interface RecognisedWebhook {
  readonly scope: WorkspaceScope
  readonly eventType: string
  readonly active: boolean
}

/**
 * Whose webhook the token is. Every stored token was verified when it was installed, so the whole token being equal to the stored one
 * proves more than its signature would; what it says of itself only tells where to look.
 */
export async function recogniseWebhook(
  tokens: WebhookTokens,
  delivery: { readonly token: string; readonly path: string },
): Promise<RecognisedWebhook | undefined> {
  const workspaceId = claimedWorkspace(delivery.token)
  const stored = await tokens.find({ workspaceId }, delivery.path)
  if (!stored || !isKnownToken(delivery.token, stored.tokenHash)) return undefined
  const { eventType, status } = stored
  return {
    scope: { workspaceId, actor: { type: 'webhook', id: eventType } },
    eventType,
    active: status === 'ACTIVE',
  }
}

function claimedWorkspace(token: string): string {
  const { workspaceId, activeWs } = decode(token)
  const claimed = workspaceId ?? activeWs
  if (typeof claimed !== 'string' || claimed === '' || claimed.includes('\0')) throw noWebhookToken()
  return claimed
}

function decode(token: string): Record<string, unknown> {
  try {
    return decodeJwt(token)
  } catch {
    throw noWebhookToken()
  }
}

function noWebhookToken(): AppError {
  return new AppError('UNAUTHORIZED', 'Clockify-Signature holds no webhook token of this add-on.')
}
