import type { Priority, TaskStatus } from '../../api/clickup-types.ts'
import { currentLanguage, t } from '../../i18n/index.ts'
import { Chip, type Tone } from '../../kit/chip.tsx'

const TONES: Readonly<Record<Priority, Tone>> = {
  urgent: 'bad',
  high: 'warn',
  normal: 'busy',
  low: 'plain',
}

/** ClickUp's own colour beside the word: the colour alone would say nothing. */
export function StatusMark({ status: { name, color } }: { readonly status: TaskStatus }) {
  return (
    <span className="status-mark">
      <span className="status-dot" style={{ background: color ?? 'var(--faint)' }} aria-hidden="true" />
      {name}
    </span>
  )
}

export function PriorityChip({ priority }: { readonly priority: Priority }) {
  return <Chip tone={TONES[priority]}>{t(`clickup.priority.${priority}`)}</Chip>
}

export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' }).format(new Date(iso))
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** `1.4 MB` */
export function formatSize(bytes: number): string {
  const step = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit: SIZES[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1_000 ** step)
}
