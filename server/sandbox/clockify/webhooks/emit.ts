import { addonUrl } from '../lifecycle/add-on.ts'
import { makeId } from '../state/ids.ts'
import { nowMs, type World } from '../world.ts'
import type { Target } from './delivery-queue.ts'
import type { UserWebhook } from './user-webhook.ts'

/** Sends the event to everybody who subscribed to it. The body is fixed now, whatever happens to the record later. */
export function emit(world: World, event: string, body: unknown): void {
  const text = JSON.stringify(body)
  const userHooks = [...world.userWebhooks.values()].filter((hook) => wants(hook, event, text))
  const targets = [...addonTargets(world, event), ...userHooks.map((hook) => userTarget(world, hook))]
  for (const target of targets) world.deliveries.send({ target, event, body: text })
}

function addonTargets(world: World, event: string): readonly Target[] {
  const installation = world.addOn.installation
  if (!installation) return []
  if (installation.status === 'INACTIVE' && !world.quirks.deliverWhileInactive) return []
  return installation.webhooks
    .filter((webhook) => webhook.event === event)
    .map((webhook) => ({
      kind: 'add-on',
      hookId: webhook.id,
      url: addonUrl(installation, webhook.path),
      token: webhook.authToken,
      isAlive: () => world.addOn.installation === installation,
    }))
}

/** A webhook that watches one project, user or tag wants the bodies that name it. */
function wants(hook: UserWebhook, event: string, text: string): boolean {
  if (hook.event !== event || !hook.enabled || !hook.deliveryEnabled) return false
  return (
    hook.triggerSourceType === 'WORKSPACE_ID' || hook.triggerSource.some((id) => text.includes(`"${id}"`))
  )
}

function userTarget(world: World, hook: UserWebhook): Target {
  return {
    kind: 'user',
    hookId: hook.id,
    url: hook.url,
    token: hook.token,
    isAlive: () => world.userWebhooks.has(hook.id),
    onAttempt: (outcome, requestBody) => {
      const respondedMs = nowMs(world)
      const id = makeId(world.random, respondedMs)
      hook.log.push({
        id,
        statusCode: outcome.status,
        requestBody,
        responseBody: outcome.responseBody,
        respondedMs,
      })
    },
    onGivenUp: () => {
      hook.deliveryEnabled = false
    },
  }
}
