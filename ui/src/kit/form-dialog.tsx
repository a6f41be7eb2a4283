import { useId, type ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import { Dialog } from './dialog.tsx'
import { Failure } from './states.tsx'

interface FormDialogProps {
  readonly title: string
  /** The words on the button that sends the form. */
  readonly action: string
  readonly children: ReactNode
  readonly isBusy?: boolean
  readonly error?: unknown
  readonly isPinned?: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
}

/** Asks for something; what is wrong with the fields they say themselves. */
export function FormDialog(props: FormDialogProps) {
  const { title, action, children, isBusy = false, error, isPinned = false, onSubmit, onClose } = props
  const formId = useId()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      closeText={t('action.cancel')}
      isPinned={isPinned}
      actions={
        <button type="submit" form={formId} className="primary" disabled={isBusy}>
          {action}
        </button>
      }
    >
      <form
        id={formId}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {children}
      </form>
      {error ? <Failure error={error} /> : null}
    </Dialog>
  )
}
