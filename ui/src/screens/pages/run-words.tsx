import type { RunStatus } from '../../api/page-types.ts'
import { formatNumber, t } from '../../i18n/index.ts'
import { Chip, type Tone } from '../../kit/chip.tsx'

const TONES: Readonly<Record<RunStatus, Tone>> = {
  waiting: 'plain',
  running: 'busy',
  completed: 'good',
  failed: 'bad',
  cancelled: 'warn',
}

export function RunChip({ status }: { readonly status: RunStatus }) {
  return <Chip tone={TONES[status]}>{t(`pages.status.${status}`)}</Chip>
}

interface Kind {
  readonly kind: 'sync' | 'undo'
  readonly dryRun: boolean
}

export function kindText({ kind, dryRun }: Kind): string {
  return t(dryRun ? `pages.kind.${kind}-dry` : `pages.kind.${kind}`)
}

/** `3 of 10 pages` */
export function pagesText({
  total,
  finished,
}: {
  readonly total: number
  readonly finished: number
}): string {
  return t('pages.counted', { finished: formatNumber(finished), count: total })
}
