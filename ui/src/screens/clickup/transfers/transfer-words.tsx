import type { Transfer, TransferStep } from '../../../api/transfer-types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip, type Tone } from '../../../kit/chip.tsx'

const TONES: Readonly<Record<Transfer['status'], Tone>> = {
  waiting: 'plain',
  running: 'busy',
  'needs-decision': 'warn',
  completed: 'good',
  failed: 'bad',
  abandoned: 'plain',
}

const STEP_TONES: Readonly<Record<TransferStep['status'], Tone>> = {
  open: 'plain',
  current: 'busy',
  asked: 'warn',
  failed: 'bad',
  done: 'good',
  skipped: 'plain',
}

export function TransferChip({ status }: Pick<Transfer, 'status'>) {
  return <Chip tone={TONES[status]}>{t(`transfers.status.${status}`)}</Chip>
}

export function StepChip({ status }: Pick<TransferStep, 'status'>) {
  return <Chip tone={STEP_TONES[status]}>{t(`transfers.step.is.${status}`)}</Chip>
}

/** It goes on by itself. */
export function isMoving({ status }: Pick<Transfer, 'status'>): boolean {
  return status === 'waiting' || status === 'running'
}

export function titleOf({ taskName, taskId }: Pick<Transfer, 'taskName' | 'taskId'>): string {
  return taskName ?? t('transfers.ofTask', { id: taskId })
}

/** The page of another applicant of the same organisation; undefined where no address is known. */
export function pageOf(
  { applicantUrl, applicantId }: Pick<Transfer, 'applicantUrl' | 'applicantId'>,
  otherId: string,
): string | undefined {
  if (applicantUrl === null || applicantId === null || !applicantUrl.endsWith(`/${applicantId}`))
    return undefined
  return applicantUrl.slice(0, -applicantId.length) + encodeURIComponent(otherId)
}
