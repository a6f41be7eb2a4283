import type { EventStatus, WebhookEvent } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import type { Tone } from '../../kit/chip.tsx'

export const EVENT_STATUSES: readonly EventStatus[] = ['received', 'done', 'ignored', 'failed']

// What the server takes as an event's name.
const EVENT_NAME = /^[A-Z][A-Z0-9_]{0,99}$/

export const EVENT_TONES: Readonly<Record<WebhookEvent['status'] | 'waiting', Tone>> = {
  received: 'busy',
  waiting: 'busy',
  done: 'good',
  ignored: 'plain',
  failed: 'bad',
}

/** `TIME_ENTRY_UPDATED` -> `Time entry updated`: Clockify's own word, in a form that reads well. */
export function eventWords(type: string): string {
  const words = type.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `time entry updated` -> `TIME_ENTRY_UPDATED`; undefined when no event can be called so. */
export function eventName(typed: string): string | undefined {
  const name = typed
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_')
  return EVENT_NAME.test(name) ? name : undefined
}

export function statusIn(text: string | null): EventStatus | undefined {
  return EVENT_STATUSES.find((status) => status === text)
}

export function deliveriesText({ deliveryCount }: Pick<WebhookEvent, 'deliveryCount'>): string {
  const again = deliveryCount - 1
  return again > 0 ? t('webhooks.deliveries.again', { count: again }) : t('webhooks.deliveries.once')
}
