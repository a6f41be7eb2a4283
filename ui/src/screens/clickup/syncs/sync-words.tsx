import type { SyncRun } from '../../../api/clickup-types.ts'
import { formatNumber, formatTime, t } from '../../../i18n/index.ts'
import { Chip, type Tone } from '../../../kit/chip.tsx'

const TONES: Readonly<Record<SyncRun['status'], Tone>> = {
  running: 'busy',
  success: 'good',
  partial: 'warn',
  error: 'bad',
}
export const COUNTERS = ['processed', 'created', 'updated', 'unchanged', 'removed'] as const

export function RunChip({ status }: Pick<SyncRun, 'status'>) {
  return <Chip tone={TONES[status]}>{t(`clickup.run.${status}`)}</Chip>
}

/** Whether none can be asked for now; one that a webhook asked for and that has not begun becomes one's own. */
export function isBusy(latest: SyncRun | null | undefined): boolean {
  if (latest?.status !== 'running') return false
  return latest.startedAt !== null || latest.trigger !== 'webhook'
}

/** `12 created, 3 updated, 40 unchanged, 1 removed` */
export function resultOf(run: SyncRun): string {
  return (['created', 'updated', 'unchanged', 'removed'] as const)
    .map((name) => t(`clickup.counted.${name}`, { number: formatNumber(run[name]) }))
    .join(' · ')
}

/** What a run that is under way does. */
export function progressText({ startedAt, waitsUntil, processed }: SyncRun): string {
  if (startedAt === null) return t('clickup.sync.queued')
  if (waitsUntil !== null && Date.parse(waitsUntil) > Date.now())
    return t('clickup.sync.waits', { time: formatTime(waitsUntil) })
  return t('clickup.sync.soFar', { count: processed })
}
