import { makeSecret, makeUuid } from '../state/ids.ts'
import { mustHave } from '../state/look-up.ts'
import type { Location, Webhook } from '../state/model.ts'
import type { World } from '../world.ts'

export interface NewWebhook extends Partial<Location> {
  readonly endpoint: string
  readonly events: readonly string[]
  readonly teamId?: string
  readonly userId?: number
}

export function createWebhook(world: World, input: NewWebhook): Webhook {
  const webhook: Webhook = {
    id: makeUuid(world.random),
    teamId: input.teamId ?? world.state.teamId,
    userId: input.userId ?? world.state.ownerId,
    clientId: world.tokens.clientId,
    secret: makeSecret(world.random, 64),
    // Without a protocol it is https.
    endpoint: /^https?:\/\//.test(input.endpoint) ? input.endpoint : `https://${input.endpoint}`,
    events: input.events,
    health: 'active',
    failCount: 0,
    spaceId: input.spaceId ?? null,
    folderId: input.folderId ?? null,
    listId: input.listId ?? null,
    taskId: input.taskId ?? null,
  }
  world.state.webhooks.set(webhook.id, webhook)
  return webhook
}

/** As a hundred failures or one 401 do. */
export function suspendWebhook(world: World, id: string): Webhook {
  const webhook = mustHave(world.state.webhooks, id)
  webhook.health = 'suspended'
  return webhook
}

/** The person leaves: their tokens die and their webhooks fall silent. */
export function removeMember(world: World, userId: number): void {
  for (const team of world.state.teams.values()) {
    const place = team.members.findIndex((member) => member.userId === userId)
    if (place !== -1) team.members.splice(place, 1)
  }
  world.tokens.revokeAllOf(userId)
}
