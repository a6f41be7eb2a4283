import type { EventStatus, WebhookEvent } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Chip } from '../../kit/chip.tsx'
import { EVENT_TONES } from './event-words.ts'

type RunState = WebhookEvent['runs'][number]['status']

export function EventChip({ status }: { readonly status: EventStatus | RunState }) {
  return <Chip tone={EVENT_TONES[status]}>{t(`webhooks.status.${status}`)}</Chip>
}
