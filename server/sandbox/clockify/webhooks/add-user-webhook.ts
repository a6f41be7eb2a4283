import { createHash } from 'node:crypto'

import { makeId } from '../state/ids.ts'
import { nowMs, type World } from '../world.ts'
import type { UserWebhook } from './user-webhook.ts'

export interface NewUserWebhook {
  readonly url: string
  readonly event: string
  readonly name?: string
  readonly userId?: string
  readonly triggerSourceType?: string
  readonly triggerSource?: readonly string[]
}

export function addUserWebhook(world: World, input: NewUserWebhook): UserWebhook {
  const webhook: UserWebhook = {
    id: makeId(world.random, nowMs(world)),
    name: input.name ?? 'Made by hand',
    url: input.url,
    event: input.event,
    token: makeWebhookToken(world),
    enabled: true,
    deliveryEnabled: true,
    userId: input.userId ?? world.state.ownerId,
    triggerSourceType: input.triggerSourceType ?? 'WORKSPACE_ID',
    triggerSource: input.triggerSource ?? [world.state.workspaceId],
    log: [],
  }
  world.userWebhooks.set(webhook.id, webhook)
  return webhook
}

export function makeWebhookToken(world: World): string {
  const secret = createHash('sha256')
    .update(makeId(world.random, nowMs(world)))
    .digest('base64url')
    .slice(0, 32)
  if (world.quirks.userWebhookToken === 'plain') return secret
  return world.signer.sign({
    iss: 'clockify',
    sub: 'webhook',
    workspaceId: world.state.workspaceId,
    jti: secret,
  })
}
