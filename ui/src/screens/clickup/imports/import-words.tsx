import type { ImportStatus, TaskImport } from '../../../api/clickup-types.ts'
import { formatNumber, t } from '../../../i18n/index.ts'
import { Chip, type Tone } from '../../../kit/chip.tsx'
import { spanOf } from '../../../kit/span-of.ts'

const TONES: Readonly<Record<ImportStatus, Tone>> = {
  running: 'busy',
  completed: 'good',
  failed: 'bad',
  stopped: 'warn',
  cancelled: 'plain',
}

export function ImportChip({ status }: Pick<TaskImport, 'status'>) {
  return <Chip tone={TONES[status]}>{t(`imports.status.${status}`)}</Chip>
}

export function etaText({ etaSeconds }: Pick<TaskImport, 'etaSeconds'>): string {
  if (etaSeconds === null) return t('imports.eta.unknown')
  const { unit, count } = spanOf(etaSeconds)
  return t(`dashboard.eta.${unit}`, { count })
}

/** `12 of 40`, with the hint that there may be more to come. */
export function countText({ processed, total, planned }: TaskImport): string {
  const values = { processed: formatNumber(processed), total: formatNumber(total) }
  return planned ? t('imports.counted', values) : t('imports.countedSoFar', values)
}
