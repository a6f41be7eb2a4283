import { useEffect, useId, useRef, type ReactNode } from 'react'
import { t } from '../i18n/index.ts'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons; "close" is there already. */
  readonly actions?: ReactNode
  /** A panel at the side instead of a box in the middle. */
  readonly isDrawer?: boolean
}

/** The browser's own modal dialog: it keeps the focus, closes by Escape and gives the focus back. */
export function Dialog({ title, onClose, children, actions, isDrawer = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={isDrawer ? 'dialog drawer' : 'dialog'}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose()
      }}
    >
      <div className="dialog-body">
        <h2 id={titleId}>{title}</h2>
        {children}
        <div className="row end">
          <button type="button" onClick={onClose}>
            {t('action.close')}
          </button>
          {actions}
        </div>
      </div>
    </dialog>
  )
}
