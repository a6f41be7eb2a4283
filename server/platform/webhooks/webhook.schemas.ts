import { Type } from 'typebox'

export const DeliveryBody = Type.Unknown({
  description: 'the entity as Clockify sends it: a JSON object, whatever its content type says',
})

export const DeliveryOutcome = Type.Object({
  outcome: Type.Union([Type.Literal('stored'), Type.Literal('duplicate')], {
    description: 'duplicate: a repetition of a stored event; nothing else happens',
  }),
})

export const EventInPath = Type.Object({
  event: Type.String({ description: 'event name in kebab case, such as time-entry-updated' }),
})

export const HookInPath = Type.Object({ hookId: Type.String({ description: 'id of the hand-made webhook' }) })
