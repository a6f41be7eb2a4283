import type { DedupeKey } from './dedupe-key.ts'
import type { EventStatus, Runs } from './webhook-event.store.ts'

/** One arrival, checked and ready to be stored. */
export interface NewDelivery {
  /** Becomes the event's id, if it is not a repetition. */
  readonly eventId: string
  readonly type: string
  readonly key: DedupeKey
  /** `add-on`, the id of the hand-made webhook, or `service:connection`. */
  readonly source: string
  readonly body: Buffer
  readonly idempotencyKey: string | null
  readonly active: boolean
  readonly receivedAt: Date
}

/** A delivery as the event that it becomes. */
export interface NewEvent {
  readonly delivery: NewDelivery
  readonly status: EventStatus
  readonly error: string | null
  readonly runs: Runs
  readonly ambiguous: boolean
}

/** `refused`: the workspace is not here any more; nothing was stored. */
export type Receipt =
  | { readonly outcome: 'stored'; readonly webhookEventId: string; readonly status: EventStatus }
  | { readonly outcome: 'duplicate'; readonly webhookEventId: string }
  | { readonly outcome: 'refused' }
