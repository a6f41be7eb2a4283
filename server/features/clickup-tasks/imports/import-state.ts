import { AppError } from '../../../shared/errors.ts'
import type { ImportStatus } from './import.schemas.ts'

export type ImportChange = 'stop' | 'resume' | 'cancel' | 'retry-failed'

/** From which states each change leads, and where to. */
export const CHANGES = {
  stop: { from: ['running'], to: 'stopped' },
  resume: { from: ['stopped', 'failed'], to: 'running' },
  cancel: { from: ['running', 'stopped', 'failed'], to: 'cancelled' },
  'retry-failed': { from: ['completed'], to: 'running' },
} as const satisfies Readonly<
  Record<ImportChange, { readonly from: readonly ImportStatus[]; readonly to: ImportStatus }>
>

const HINTS: Readonly<Record<ImportStatus, string>> = {
  running: 'It is running; stop or cancel it, or wait for its end.',
  stopped: 'It is stopped; resume or cancel it.',
  failed: 'It has failed before its end; resume or cancel it.',
  completed: 'It is completed; what failed in it can be tried again.',
  cancelled: 'It was cancelled; start another one.',
}

export function wrongState(change: ImportChange, status: ImportStatus): AppError {
  return new AppError('CONFLICT', `This import cannot take "${change}" now. ${HINTS[status]}`)
}
