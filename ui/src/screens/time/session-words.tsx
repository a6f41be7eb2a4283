import type { SessionStatus, TimeSession } from '../../api/time-types.ts'
import { t } from '../../i18n/index.ts'
import { Chip, type Tone } from '../../kit/chip.tsx'

const TONES: Readonly<Record<SessionStatus, Tone>> = {
  open: 'busy',
  closed: 'plain',
  'under-review': 'warn',
  approved: 'good',
  rejected: 'bad',
  deleted: 'plain',
}

export function StatusChip({ status }: { readonly status: SessionStatus }) {
  return <Chip tone={TONES[status]}>{t(`time.status.${status}`)}</Chip>
}

/** What is worth a second look, each as a word. */
export function FlagChips({ session }: { readonly session: Pick<TimeSession, 'flags' | 'overtime'> }) {
  return (
    <>
      {session.overtime && <Chip tone="warn">{t('time.overtime')}</Chip>}
      {session.flags.map((flag) => (
        <Chip key={flag} tone="bad">
          {t(`time.flag.${flag}`)}
        </Chip>
      ))}
    </>
  )
}

/** The same in one line. */
export function stateText({
  status,
  overtime,
  flags,
}: Pick<TimeSession, 'status' | 'overtime' | 'flags'>): string {
  return [
    t(`time.status.${status}`),
    ...(overtime ? [t('time.overtime')] : []),
    ...flags.map((flag) => t(`time.flag.${flag}`)),
  ].join(', ')
}
