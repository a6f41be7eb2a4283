import type { DedupeKey } from './dedupe-key.ts'

/** One arrival, checked and ready to be stored. */
export interface NewDelivery {
  /** Becomes the event's id, if it is not a repetition. */
  readonly eventId: string
  readonly type: string
  readonly key: DedupeKey
  /** `add-on`, or the id of the hand-made webhook. */
  readonly source: string
  readonly body: Buffer
  readonly idempotencyKey: string | null
  readonly active: boolean
  readonly receivedAt: Date
}

/** `refused`: the workspace is not here any more; nothing was stored. */
export type Receipt =
  | { readonly outcome: 'stored' | 'duplicate'; readonly webhookEventId: string }
  | { readonly outcome: 'refused' }
