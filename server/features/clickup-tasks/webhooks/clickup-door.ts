import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { connectionOwners } from '../../../platform/connections/index.ts'
import type { ServiceDoor, SignedDelivery } from '../../../platform/webhooks/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { isArray, isObject, type JsonObject } from '../../../shared/json.ts'
import { readJson } from '../../../shared/read-json.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import { SECRET_PURPOSE, type ClickupWebhookDeps } from './deps.ts'
import { listWebhookSecrets } from './webhook.store.ts'

const SIGNATURE = /^[0-9a-f]{64}$/i
const EVENT = /^\w{1,64}$/
const TASK_ID = /^[\w-]{1,64}$/
/** What carries no history looks the same each time; only ClickUp's attempts at one delivery come so close together. */
const REPEATS_FOR_MS = 2 * 60_000

type DoorDeps = Pick<ClickupWebhookDeps, 'db' | 'vault'>

/** Where ClickUp delivers: HMAC-SHA256 of the bytes in X-Signature, with the secret of one of the connection's webhooks. */
export function clickupDoor(deps: DoorDeps): ServiceDoor {
  const ownerOf = connectionOwners(deps, 'clickup')
  return {
    service: 'clickup',
    label: 'ClickUp',
    identify: async ({ connectionId, headers, body }) => {
      const signature = signatureIn(headers)
      const workspaceId = signature === undefined ? undefined : await ownerOf(connectionId)
      if (signature === undefined || workspaceId === undefined) return undefined
      const scope: WorkspaceScope = { workspaceId, actor: { type: 'webhook', id: connectionId } }
      const secrets = await secretsOf(deps, scope, connectionId)
      const signers = signersOf(secrets, signature, body)
      if (signers.length === 0) return undefined
      const payload = readPayload(body)
      // The webhook that the body names must be the one that signed it, as far as it is known.
      const { webhook_id: named } = payload
      if (typeof named === 'string' && secrets.has(named) && !signers.includes(named)) return undefined
      return deliveryOf(scope, payload)
    },
  }
}

function signatureIn(headers: IncomingHttpHeaders): Buffer | undefined {
  const signature = headers['x-signature']
  return typeof signature === 'string' && SIGNATURE.test(signature)
    ? Buffer.from(signature, 'hex')
    : undefined
}

async function secretsOf(
  { db, vault }: DoorDeps,
  scope: WorkspaceScope,
  connectionId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await inWorkspaceAtOnce(db, scope, (tx) => listWebhookSecrets(tx, scope, connectionId))
  return new Map(
    rows.map(({ webhookId, secretSealed: sealed, wrappedKey }) => [
      webhookId,
      vault.openWith(wrappedKey, scope, { purpose: SECRET_PURPOSE, sealed }),
    ]),
  )
}

/** Ids of the webhooks whose secret made this signature. */
function signersOf(secrets: ReadonlyMap<string, string>, signature: Buffer, body: Buffer): readonly string[] {
  return [...secrets]
    .filter(([, secret]) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), signature))
    .map(([id]) => id)
}

function readPayload(body: Buffer): JsonObject {
  const payload = readJson(body.toString('utf8'))
  if (isObject(payload)) return payload
  throw new AppError('INVALID', 'The body is JSON, but not an object.')
}

function deliveryOf(scope: WorkspaceScope, payload: JsonObject): SignedDelivery {
  const { event: type, task_id: taskId, history_items: history } = payload
  if (typeof type !== 'string' || !EVENT.test(type))
    throw new AppError('INVALID', 'The body names no event; a delivery has its name in `event`.')
  return {
    scope,
    type,
    entityId: typeof taskId === 'string' && TASK_ID.test(taskId) ? taskId : undefined,
    repeatsForMs: isArray(history) && history.length > 0 ? undefined : REPEATS_FOR_MS,
  }
}
