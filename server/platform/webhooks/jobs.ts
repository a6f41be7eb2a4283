import { Type } from 'typebox'
import { defineJob } from '../jobs/index.ts'

const webhookEventId = Type.String({ description: 'the event to hand out' })

/** Made by the first version only: storing an event makes the job that brings it to its subscribers. */
export const dispatchEvent = defineJob({
  name: 'webhooks.dispatch-event',
  payload: Type.Object({ webhookEventId }),
  maxAttempts: 8,
  priority: 5,
})

const toSubscribers = {
  payload: Type.Object({
    webhookEventId,
    replayed: Type.Boolean({ description: 'somebody asked for it again' }),
  }),
  maxAttempts: 8,
  priority: 5,
  together: 64,
}

/** One for each event, whoever wants it. */
export const tellSubscribers = defineJob({ name: 'webhooks.tell-subscribers', ...toSubscribers })

/** Made by the version before only: one for each subscriber, which its payload also names. */
export const runSubscriptionBefore = defineJob({ name: 'webhooks.run-subscription', ...toSubscribers })

export const pruneEvents = defineJob({ name: 'webhooks.prune-events', payload: Type.Object({}) })

export const failLostEvents = defineJob({ name: 'webhooks.fail-lost-events', payload: Type.Object({}) })
