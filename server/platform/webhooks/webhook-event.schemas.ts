import { Type, type Static } from 'typebox'
import { instant, listParameters, nullable } from '../http/index.ts'
import { ANY_EVENT_NAME } from './event-name.ts'

export const EventStatus = Type.Union(
  [Type.Literal('received'), Type.Literal('done'), Type.Literal('ignored'), Type.Literal('failed')],
  { description: 'received until every subscription has ended; ignored when none wanted or got it' },
)

const Delivery = Type.Object({
  receivedAt: instant('when it arrived'),
  outcome: Type.Union([Type.Literal('stored'), Type.Literal('duplicate')], {
    description: 'stored: the first one; duplicate: a repetition',
  }),
})

const Run = Type.Object({
  subscription: Type.String({ description: 'who gets the event' }),
  status: Type.Union(
    [Type.Literal('waiting'), Type.Literal('done'), Type.Literal('ignored'), Type.Literal('failed')],
    { description: 'what became of it there' },
  ),
  error: nullable(Type.String({ description: 'why it failed or was ignored' })),
})

const eventProperties = {
  id: Type.String({ description: 'sortable by time of arrival' }),
  type: Type.String({ description: 'event name, such as TIME_ENTRY_UPDATED, or taskUpdated of ClickUp' }),
  entityId: nullable(Type.String({ description: 'what it is about; null where bodies do not say' })),
  source: Type.String({
    description: 'add-on, the id of the hand-made webhook, or a service and the id of its connection',
  }),
  ambiguous: Type.Boolean({ description: 'the body equals an older one: perhaps a late repetition' }),
  receivedAt: instant('first arrival'),
  handledAt: nullable(instant('when its status was settled')),
  status: EventStatus,
  error: nullable(Type.String({ description: 'why it failed or was ignored' })),
  runs: Type.Array(Run, { description: 'one for each subscription that it was handed to' }),
  deliveries: Type.Array(Delivery, { description: 'the first 20, oldest first' }),
  deliveryCount: Type.Integer({ description: 'how often it arrived' }),
}

export const WebhookEventSummary = Type.Object(eventProperties)
export type WebhookEventSummary = Static<typeof WebhookEventSummary>

export const WebhookEventDetail = Type.Object({
  ...eventProperties,
  payload: Type.Unknown({ description: 'the body, parsed' }),
  body: Type.Object(
    {
      encoding: Type.Union([Type.Literal('utf-8'), Type.Literal('base64')], {
        description: 'base64 where the bytes are no text',
      }),
      text: Type.String({ description: 'exactly what came' }),
    },
    { description: 'the body as it came' },
  ),
})
export type WebhookEventDetail = Static<typeof WebhookEventDetail>

export const WebhookEventQuery = Type.Object(
  {
    ...listParameters,
    type: Type.Optional(Type.String({ description: 'event name', pattern: ANY_EVENT_NAME })),
    status: Type.Optional(EventStatus),
  },
  { additionalProperties: false },
)

export const WebhookEventParams = Type.Object({
  id: Type.String({ description: "the event's id", maxLength: 64, pattern: '^[0-9a-z]+$' }),
})

export const ReplayRequest = Type.Object(
  {
    dryRun: Type.Boolean({ description: 'only say what would run', default: false }),
  },
  { additionalProperties: false },
)

export const ReplayOutcome = Type.Object({
  dryRun: Type.Boolean({ description: 'true: nothing was changed' }),
  subscriptions: Type.Array(Type.String(), { description: 'who gets the event, or would' }),
  event: Type.Object(
    {
      id: eventProperties.id,
      type: eventProperties.type,
      entityId: eventProperties.entityId,
      payload: Type.Unknown({ description: 'the body, parsed' }),
      receivedAt: eventProperties.receivedAt,
      ambiguous: eventProperties.ambiguous,
      replayed: Type.Boolean({ description: 'always true here' }),
    },
    { description: 'what subscribers get' },
  ),
})
export type ReplayOutcome = Static<typeof ReplayOutcome>
