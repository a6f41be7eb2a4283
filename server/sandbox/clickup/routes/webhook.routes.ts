import { ApiError, badInput } from '../http/api-error.ts'
import { type JsonObject, readObject, textIn } from '../http/read-input.ts'
import { type ApiRequest, ok, okEmpty, param, type Route } from '../http/route.ts'
import { createWebhook, type NewWebhook } from '../mutations/webhooks.ts'
import { requireTeam } from '../state/access.ts'
import type { Webhook } from '../state/model.ts'
import { webhookView } from '../views/webhook.view.ts'
import { CLICKUP_WEBHOOK_EVENTS } from '../webhooks/webhook-events.ts'
import type { World } from '../world.ts'

/** People see and change only the webhooks that their own tokens made. */
function requireWebhook(world: World, request: ApiRequest): Webhook {
  const webhook = world.state.webhooks.get(param(request, 'webhook_id'))
  if (webhook === undefined || webhook.userId !== request.caller.userId)
    throw new ApiError(404, 'Webhook not found', { code: 'OAUTH_100' })
  return webhook
}

const webhooks: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/team/{team_id}/webhook',
    handle: (world, request) => {
      const team = requireTeam(world, request, param(request, 'team_id'))
      const own = [...world.state.webhooks.values()].filter(
        ({ teamId, userId }) => teamId === team.id && userId === request.caller.userId,
      )
      return ok({ webhooks: own.map((webhook) => webhookView(world, webhook)) })
    },
  },
  {
    method: 'POST',
    path: '/v2/team/{team_id}/webhook',
    handle: (world, request) => {
      const team = requireTeam(world, request, param(request, 'team_id'))
      const input = { ...readNew(world, request), teamId: team.id, userId: request.caller.userId }
      refuseSecond(world, input)
      const webhook = createWebhook(world, input)
      return ok({ id: webhook.id, webhook: webhookView(world, webhook) })
    },
  },
  {
    method: 'PUT',
    path: '/v2/webhook/{webhook_id}',
    handle: (world, request) => {
      const webhook = requireWebhook(world, request)
      const body = readObject(request.body)
      webhook.endpoint = readEndpoint(world, body, webhook.endpoint)
      webhook.events = readEvents(body) ?? webhook.events
      if (textIn(body, 'status') === 'active') {
        webhook.health = 'active'
        webhook.failCount = 0
      }
      return ok({ id: webhook.id, webhook: webhookView(world, webhook) })
    },
  },
  {
    method: 'DELETE',
    path: '/v2/webhook/{webhook_id}',
    handle: (world, request) => {
      world.state.webhooks.delete(requireWebhook(world, request).id)
      return okEmpty
    },
  },
]

function readNew(world: World, request: ApiRequest): NewWebhook {
  const body = readObject(request.body)
  const events = readEvents(body)
  if (events === undefined) throw badInput('Events invalid', 'OAUTH_101')
  return {
    endpoint: readEndpoint(world, body, undefined),
    events,
    spaceId: placeIn(body, 'space_id'),
    folderId: placeIn(body, 'folder_id'),
    listId: placeIn(body, 'list_id'),
    taskId: placeIn(body, 'task_id'),
  }
}

/** Documented as integers, which ids beyond 2^53 are not: both forms are taken. */
function placeIn(body: JsonObject, name: string): string | null {
  const value = body[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

function readEndpoint(world: World, body: JsonObject, before: string | undefined): string {
  const endpoint = textIn(body, 'endpoint') ?? before
  if (endpoint === undefined || endpoint === '') throw badInput('Endpoint invalid', 'OAUTH_102')
  const isLocal = /^(https?:\/\/)?(127\.|localhost|10\.|192\.168\.)/.test(endpoint)
  if (world.quirks.webhookUrlsChecked && isLocal) throw badInput('Specified URL not allowed', 'OAUTH_194')
  return endpoint
}

/** A list of events, "*" in it, or "*" alone. */
function readEvents(body: JsonObject): readonly string[] | undefined {
  const { events } = body
  const given = typeof events === 'string' ? [events] : events
  if (!Array.isArray(given) || given.length === 0) return undefined
  const isKnown = given.every((event) => event === '*' || CLICKUP_WEBHOOK_EVENTS.includes(String(event)))
  if (!isKnown) throw badInput('Events invalid', 'OAUTH_101')
  return given.includes('*') ? ['*'] : given
}

/** The same address, place and events again. */
function refuseSecond(world: World, input: NewWebhook): void {
  const key = keyOf(input)
  if ([...world.state.webhooks.values()].some((webhook) => keyOf(webhook) === key))
    throw badInput('Webhook configuration already exists', 'OAUTH_171')
}

function keyOf(one: NewWebhook): string {
  const places = [one.teamId, one.userId, one.spaceId, one.folderId, one.listId, one.taskId]
  return JSON.stringify([one.endpoint.replace(/^https:\/\//, ''), [...one.events].sort(), places])
}

export const webhookRoutes: readonly Route[] = webhooks
