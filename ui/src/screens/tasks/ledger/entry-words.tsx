import { PRIORITIES } from '../../../api/clickup-types.ts'
import {
  TASK_EVENT_KINDS,
  type LedgerEntry,
  type TaskEvent,
  type TaskMessage,
} from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip, type Tone } from '../../../kit/chip.tsx'
import { PriorityChip } from '../../clickup/words.tsx'
import { stateOf, type EntryState } from './entry-state.ts'

const TONES: Readonly<Record<EntryState, Tone>> = {
  done: 'good',
  waiting: 'busy',
  failed: 'bad',
  'looked-for': 'warn',
  gone: 'warn',
}

const MESSAGE_TONES: Readonly<Record<TaskMessage['status'], Tone>> = {
  waiting: 'busy',
  sending: 'busy',
  sent: 'good',
  unknown: 'warn',
  failed: 'bad',
}

export function StateChip({ entry }: { readonly entry: LedgerEntry }) {
  const state = stateOf(entry)
  return <Chip tone={TONES[state]}>{t(`upserts.state.${state}`)}</Chip>
}

export function MessageChip({ message }: Pick<LedgerEntry, 'message'>) {
  if (message === null) return <span className="faint">{t('upserts.message.none')}</span>
  return <Chip tone={MESSAGE_TONES[message.status]}>{t(`upserts.message.${message.status}`)}</Chip>
}

export function PushedPriority({ priority }: Pick<LedgerEntry, 'priority'>) {
  const name = priority === null ? undefined : PRIORITIES[priority - 1]
  return name === undefined ? null : <PriorityChip priority={name} />
}

export function eventText({ kind }: Pick<TaskEvent, 'kind'>): string {
  const known = TASK_EVENT_KINDS.find((each) => each === kind)
  return known === undefined ? kind : t(`upserts.event.${known}`)
}

export function actorText({ actor: { type, id } }: Pick<TaskEvent, 'actor'>): string {
  if (type === 'user' || type === 'slack') return t(`upserts.actor.${type}`, { id })
  return type === 'api-key' ? t('upserts.actor.key', { id }) : t('upserts.actor.system')
}
