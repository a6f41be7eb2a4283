import { Type } from 'typebox'

export const DeliveryBody = Type.Unknown({
  description: 'what the service sends: a JSON object, whatever its content type says',
})

export const DeliveryOutcome = Type.Object({
  outcome: Type.Union([Type.Literal('stored'), Type.Literal('duplicate')], {
    description: 'duplicate: a repetition of a stored event; nothing else happens',
  }),
})

export const EventInPath = Type.Object({
  event: Type.String({ description: 'event name in kebab case, such as time-entry-updated' }),
})

export const ConnectionInPath = Type.Object({
  connectionId: Type.String({
    description: 'id of the connection that the webhook was made for',
  }),
})

export const HookInPath = Type.Object({ hookId: Type.String({ description: 'id of the hand-made webhook' }) })
