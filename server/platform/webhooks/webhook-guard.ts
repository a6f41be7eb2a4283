import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { isKnownToken } from '../tokens/index.ts'
import type { WebhooksDeps } from './deps.ts'
import { eventOfWord, eventPath } from './event-name.ts'
import { workspaceOfHook } from './hook-id.ts'
import { findHook } from './webhook-hook.store.ts'

/** Who sent a delivery, as its token proves, and what it may bring. */
interface Sender {
  readonly scope: WorkspaceScope
  readonly eventType: string
  readonly active: boolean
  readonly source: string
}

export type SenderDeps = Pick<WebhooksDeps, 'db' | 'tokens' | 'isActive'>

export interface WebhookGuard {
  readonly addon: onRequestAsyncHookHandler
  readonly hook: onRequestAsyncHookHandler
  senderOf(request: FastifyRequest): Sender
}

const EVENT_IN_PATH = /^[a-z][a-z0-9-]{0,99}$/
const NO_HASH = new Uint8Array(32)

// On the request itself: a weak map of thousands of requests a second is what the garbage collector takes longest for.
const SENDER = Symbol('sender')
type Sent = FastifyRequest & { [SENDER]?: Sender }

/** Refuses before a byte of the body is read. */
export function createWebhookGuard(deps: SenderDeps): WebhookGuard {
  const guard =
    (identify: (deps: SenderDeps, request: FastifyRequest) => Promise<Sender>): onRequestAsyncHookHandler =>
    async (request: Sent) => {
      const sender = await identify(deps, request)
      requireSameEvent(sender, request)
      request[SENDER] = sender
      // What a delivery is decides its body; the framework would refuse an odd content type unread.
      request.raw.headers['content-type'] = 'application/json'
    }

  return {
    addon: guard(identifyAddon),
    hook: guard(identifyHook),
    senderOf: (request: Sent) => {
      const sender = request[SENDER]
      if (!sender) throw new Error('a webhook route reads its sender but has no guard')
      return sender
    },
  }
}

async function identifyAddon(deps: SenderDeps, request: FastifyRequest): Promise<Sender> {
  const { event = '' } = request.params as { readonly event?: string }
  if (!EVENT_IN_PATH.test(event)) throw new AppError('NOT_FOUND', 'There is no webhook at this path.')
  const named = eventOfWord(event)
  const webhook = await deps.tokens.recognise({ token: tokenOf(request), path: eventPath(named) })
  if (!webhook)
    throw new AppError('UNAUTHORIZED', 'The token in Clockify-Signature is not that of this path.')
  if (webhook.eventType !== named)
    throw new AppError('FORBIDDEN', `This path is registered for ${webhook.eventType}.`)
  return { ...webhook, source: 'add-on' }
}

async function identifyHook(deps: SenderDeps, request: FastifyRequest): Promise<Sender> {
  const { hookId = '' } = request.params as { readonly hookId?: string }
  const token = tokenOf(request)
  const scope: WorkspaceScope = {
    workspaceId: workspaceOfHook(hookId) ?? '',
    actor: { type: 'webhook', id: hookId },
  }
  const known = scope.workspaceId === '' ? undefined : await findHookAndStatus(deps, scope, hookId)
  // Unknown ids take the way of wrong tokens: which hooks exist is not told.
  if (!isKnownToken(token, known?.hook.tokenHash ?? NO_HASH) || !known)
    throw new AppError('UNAUTHORIZED', 'The token in Clockify-Signature is not that of this webhook.')
  return { scope, eventType: known.hook.eventType, active: known.active, source: hookId }
}

async function findHookAndStatus(deps: SenderDeps, scope: WorkspaceScope, hookId: string) {
  return inWorkspace(deps.db, scope, async (tx) => {
    const hook = await findHook(tx, scope, hookId)
    return hook && { hook, active: await deps.isActive(tx, scope) }
  })
}

function tokenOf(request: FastifyRequest): string {
  const token = request.headers['clockify-signature']
  if (typeof token === 'string' && token !== '') return token
  throw new AppError('UNAUTHORIZED', 'The header Clockify-Signature is missing.')
}

/** Bodies do not say what happened; a header that says something else than the token means that the delivery went astray. */
function requireSameEvent(sender: Sender, request: FastifyRequest): void {
  const named = request.headers['clockify-webhook-event-type']
  if (named !== undefined && named !== sender.eventType)
    throw new AppError(
      'FORBIDDEN',
      `Clockify-Webhook-Event-Type does not fit: this webhook brings ${sender.eventType}.`,
    )
}
