import { useSession } from '../../api/queries.ts'
import type { CallInput, OperationDetail } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Dialog } from '../../kit/dialog.tsx'

/** Deleting cannot be taken back by us, so it is asked first. */
export function needsConfirmation({ method }: OperationDetail): boolean {
  return method === 'DELETE'
}

interface ConfirmSendProps {
  readonly operation: OperationDetail
  readonly input: CallInput
  readonly onClose: () => void
  readonly onConfirm: () => void
}

export function ConfirmSend({ operation, input, onClose, onConfirm }: ConfirmSendProps) {
  const { workspace } = useSession()
  const goes = Object.entries({ ...input.path, ...input.query })
  return (
    <Dialog
      title={t('studio.confirm.title', { summary: operation.summary })}
      onClose={onClose}
      actions={
        <button type="button" className="danger" onClick={onConfirm}>
          {t('studio.confirm.do')}
        </button>
      }
    >
      <p>{t('studio.confirm.text', { workspace: workspace.name })}</p>
      <p className="mono">
        {operation.method} {operation.path}
      </p>
      {goes.length > 0 && (
        <dl className="pairs">
          {goes.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Dialog>
  )
}
