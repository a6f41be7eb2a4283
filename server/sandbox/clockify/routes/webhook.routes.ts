import { ApiError, domainError } from '../http/api-error.ts'
import { oneOf, optionalText, optionalTexts, readObject, requiredText } from '../http/read-input.ts'
import { type ApiRequest, created, empty, inWorkspace, ok, param, type Route } from '../http/route.ts'
import { addonUrl } from '../lifecycle/add-on.ts'
import { requireRecord } from '../state/require-record.ts'
import { addUserWebhook, makeWebhookToken } from '../webhooks/add-user-webhook.ts'
import type { UserWebhook } from '../webhooks/user-webhook.ts'
import { instant } from '../views/instants.ts'
import type { World } from '../world.ts'
import { WEBHOOK_EVENTS } from '../webhooks/webhook-events.ts'

const SOURCES = [
  'PROJECT_ID',
  'USER_ID',
  'TAG_ID',
  'TASK_ID',
  'WORKSPACE_ID',
  'ASSIGNMENT_ID',
  'EXPENSE_ID',
] as const

/** A Free workspace keeps three, a person on a paid plan ten. */
function checkCap(world: World, userId: string): void {
  const own = [...world.userWebhooks.values()].filter((hook) => hook.userId === userId)
  const most = world.options.plan === 'FREE' ? 3 : 10
  if (own.length >= most) throw new ApiError(400, `At most ${most} webhooks are allowed`, { code: 4033 })
}

function webhookView(world: World, hook: UserWebhook): object {
  return {
    id: hook.id,
    name: hook.name,
    url: hook.url,
    webhookEvent: hook.event,
    authToken: hook.token,
    enabled: hook.enabled,
    deliveryEnabled: hook.deliveryEnabled,
    planEnabled: true,
    userId: hook.userId,
    workspaceId: world.state.workspaceId,
    triggerSourceType: hook.triggerSourceType,
    triggerSource: hook.triggerSource,
  }
}

function addonWebhookViews(world: World): readonly object[] {
  const installation = world.addOn.installation
  if (!installation) return []
  return installation.webhooks.map((webhook) => ({
    id: webhook.id,
    name: '',
    url: addonUrl(installation, webhook.path),
    webhookEvent: webhook.event,
    authToken: webhook.authToken,
    enabled: true,
    deliveryEnabled: true,
    planEnabled: true,
    userId: installation.addonUserId,
    workspaceId: world.state.workspaceId,
    triggerSourceType: 'WORKSPACE_ID',
    triggerSource: [world.state.workspaceId],
  }))
}

function readWebhook(source: unknown) {
  const body = readObject(source)
  const event = requiredText(body, 'webhookEvent')
  if (!WEBHOOK_EVENTS.includes(event)) throw domainError('The webhook event is not known')
  const triggerSourceType = oneOf(requiredText(body, 'triggerSourceType'), SOURCES, 'triggerSourceType')
  const url = requiredText(body, 'url')
  const name = optionalText(body, 'name')
  // A missing name is refused under a misleading message, as live.
  if (name === undefined || name.length < 2 || name.length > 30) throw domainError('Webhook already exists')
  return { event, triggerSourceType, url, name, triggerSource: optionalTexts(body, 'triggerSource') ?? [] }
}

function requireHook(world: World, request: ApiRequest): UserWebhook {
  return requireRecord(world, world.userWebhooks, { id: param(request, 'webhookId'), what: 'Webhook' })
}

export const webhookRoutes: readonly Route[] = [
  inWorkspace('GET', '/webhooks', (world) => {
    const webhooks = [...world.userWebhooks.values()].map((hook) => webhookView(world, hook))
    return ok({ webhooks, workspaceWebhookCount: webhooks.length })
  }),
  inWorkspace('POST', '/webhooks', (world, request) => {
    checkCap(world, request.caller.userId)
    const input = { ...readWebhook(request.body), userId: request.caller.userId }
    return created(webhookView(world, addUserWebhook(world, input)))
  }),
  inWorkspace('GET', '/webhooks/{webhookId}', (world, request) =>
    ok(webhookView(world, requireHook(world, request))),
  ),
  inWorkspace('PUT', '/webhooks/{webhookId}', (world, request) =>
    ok(webhookView(world, Object.assign(requireHook(world, request), readWebhook(request.body)))),
  ),
  inWorkspace('DELETE', '/webhooks/{webhookId}', (world, request) => {
    world.userWebhooks.delete(requireHook(world, request).id)
    return empty
  }),
  inWorkspace('PATCH', '/webhooks/{webhookId}/token', (world, request) => {
    const hook = requireHook(world, request)
    hook.token = makeWebhookToken(world)
    return ok(webhookView(world, hook))
  }),
  inWorkspace('POST', '/webhooks/{webhookId}/logs', (world, request) => {
    const hook = requireHook(world, request)
    return ok(
      hook.log.map(({ respondedMs, ...entry }) => ({
        ...entry,
        webhookId: hook.id,
        webhookEventStatusId: entry.id,
        respondedAt: instant(respondedMs),
      })),
    )
  }),
  inWorkspace('GET', '/addons/{addonId}/webhooks', (world, request) => {
    const known = new Map([[world.addOn.installation?.addonId ?? '', true]])
    requireRecord(world, known, { id: param(request, 'addonId'), what: 'Add-on' })
    const webhooks = addonWebhookViews(world)
    return ok({ webhooks, workspaceWebhookCount: webhooks.length })
  }),
]
