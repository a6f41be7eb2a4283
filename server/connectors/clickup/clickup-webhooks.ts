import { Type, type Static } from 'typebox'
import { askClickup, path, type ClickupSender } from './ask-clickup.ts'

export interface ClickupWebhook {
  readonly id: string
  readonly endpoint: string
  readonly events: readonly string[]
  readonly listId: string | null
  /** ClickUp's word, such as `active` or `suspended`; null where it does not say. */
  readonly health: string | null
  readonly failCount: number
  /** Signs its deliveries; not every answer carries it. */
  readonly secret: string | null
}

interface WantedWebhook {
  readonly endpoint: string
  readonly events: readonly string[]
  readonly listId: string
}

export interface ClickupWebhooks {
  /** Those that the connected user made. */
  webhooks(teamId: string): Promise<readonly ClickupWebhook[]>
  createWebhook(teamId: string, webhook: WantedWebhook): Promise<ClickupWebhook>
  /** Sets it active again, with these events. */
  reviveWebhook(webhookId: string, webhook: Pick<WantedWebhook, 'endpoint' | 'events'>): Promise<void>
  deleteWebhook(webhookId: string): Promise<void>
}

const Id = Type.Union([Type.String(), Type.Number()])
const Source = Type.Object({
  id: Id,
  endpoint: Type.String(),
  events: Type.Array(Type.String()),
  list_id: Type.Optional(Type.Union([Id, Type.Null()])),
  health: Type.Optional(
    Type.Union([
      Type.Object({ status: Type.Optional(Type.String()), fail_count: Type.Optional(Type.Number()) }),
      Type.Null(),
    ]),
  ),
  secret: Type.Optional(Type.String()),
})

export function clickupWebhooks(sender: ClickupSender): ClickupWebhooks {
  return {
    webhooks: async (teamId) => {
      const answer = Type.Object({ webhooks: Type.Array(Source) })
      const { webhooks } = await askClickup(sender, answer, {
        method: 'GET',
        path: path`/team/${teamId}/webhook`,
      })
      return webhooks.map(webhookOf)
    },
    createWebhook: async (teamId, { endpoint, events, listId }) => {
      const { webhook } = await askClickup(sender, Type.Object({ webhook: Source }), {
        method: 'POST',
        path: path`/team/${teamId}/webhook`,
        body: { endpoint, events, list_id: listId },
      })
      return webhookOf(webhook)
    },
    reviveWebhook: async (webhookId, { endpoint, events }) => {
      await askClickup(sender, Type.Unknown(), {
        method: 'PUT',
        path: path`/webhook/${webhookId}`,
        body: { endpoint, events, status: 'active' },
      })
    },
    deleteWebhook: async (webhookId) => {
      await askClickup(sender, Type.Unknown(), {
        method: 'DELETE',
        path: path`/webhook/${webhookId}`,
      })
    },
  }
}

function webhookOf(source: Static<typeof Source>): ClickupWebhook {
  const { list_id: listId, health } = source
  return {
    id: String(source.id),
    endpoint: source.endpoint,
    events: source.events,
    listId: listId === undefined || listId === null ? null : String(listId),
    health: health?.status ?? null,
    failCount: health?.fail_count ?? 0,
    secret: source.secret ?? null,
  }
}
