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
  /** What the closing button says. */
  readonly closeText?: string
  /** Closes by its button only: neither by Escape nor by a click beside it. */
  readonly isPinned?: boolean
}

/** The browser's own modal dialog: it keeps the focus, closes by Escape and gives the focus back. */
export function Dialog(props: DialogProps) {
  const { title, onClose, children, actions, isDrawer = false, closeText, isPinned = false } = props
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
      // Of two Escapes in a row browsers let only the key itself be refused.
      onKeyDown={(event) => {
        if (isPinned && event.key === 'Escape') event.preventDefault()
      }}
      onCancel={(event) => {
        if (isPinned) event.preventDefault()
      }}
      onClick={(event) => {
        if (!isPinned && event.target === ref.current) onClose()
      }}
    >
      <div className="dialog-body">
        <h2 id={titleId}>{title}</h2>
        {children}
        <div className="row end">
          <button type="button" onClick={onClose}>
            {closeText ?? t('action.close')}
          </button>
          {actions}
        </div>
      </div>
    </dialog>
  )
}
