import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import { Dialog } from './dialog.tsx'
import { Failure } from './states.tsx'

interface ConfirmProps {
  readonly title: string
  /** What will be gone or stopped. */
  readonly children: ReactNode
  /** The words on the button that does it. */
  readonly action: string
  readonly run: () => Promise<unknown>
  readonly onClose: () => void
}

/** Asks before something that cannot be taken back; closes when it is done, and says so when it failed. */
export function Confirm({ title, children, action, run, onClose }: ConfirmProps) {
  const doing = useMutation({ mutationFn: run, onSuccess: onClose })
  return (
    <Dialog
      title={title}
      onClose={onClose}
      closeText={t('action.keep')}
      actions={
        <button type="button" className="danger" disabled={doing.isPending} onClick={() => doing.mutate()}>
          {action}
        </button>
      }
    >
      {children}
      {doing.error && <Failure error={doing.error} />}
    </Dialog>
  )
}
