import type { Webhook } from '../state/model.ts'
import type { World } from '../world.ts'

export function webhookView(world: World, webhook: Webhook) {
  return {
    id: webhook.id,
    userid: webhook.userId,
    team_id: world.quirks.webhookTeamId === 'text' ? webhook.teamId : Number(webhook.teamId),
    endpoint: webhook.endpoint,
    client_id: webhook.clientId,
    events: webhook.events,
    task_id: webhook.taskId,
    list_id: webhook.listId,
    folder_id: webhook.folderId,
    space_id: webhook.spaceId,
    health: { status: webhook.health, fail_count: webhook.failCount },
    secret: webhook.secret,
  }
}
