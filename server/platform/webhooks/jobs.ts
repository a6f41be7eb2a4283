import { Type } from 'typebox'
import { defineJob } from '../jobs/index.ts'

const webhookEventId = Type.String({ description: 'the event to hand out' })

/** Made by the version before only: storing an event makes the jobs of its subscribers. */
export const dispatchEvent = defineJob({
  name: 'webhooks.dispatch-event',
  payload: Type.Object({ webhookEventId }),
  maxAttempts: 8,
  priority: 5,
})

export const runSubscription = defineJob({
  name: 'webhooks.run-subscription',
  payload: Type.Object({
    webhookEventId,
    subscription: Type.String({ description: 'who gets it' }),
    replayed: Type.Boolean({ description: 'somebody asked for it again' }),
  }),
  maxAttempts: 8,
  priority: 5,
  together: 64,
})

export const pruneEvents = defineJob({ name: 'webhooks.prune-events', payload: Type.Object({}) })

export const failLostEvents = defineJob({ name: 'webhooks.fail-lost-events', payload: Type.Object({}) })
