import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/queries.ts'
import type { CallInput, OperationDetail, SavedCall } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Failure } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'

interface SaveCallProps {
  readonly operation: OperationDetail
  readonly input: CallInput
}

/** Keeps the input under a name, for everybody in the workspace. */
export function SaveCall({ operation, input }: SaveCallProps) {
  const { actor } = useSession()
  const [isOpen, setIsOpen] = useState(false)
  if (actor.role === 'reader') return null
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)}>
        <Icon name="star" />
        {t('studio.save')}
      </button>
      {isOpen && <SaveDialog operation={operation} input={input} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function SaveDialog({ operation, input, onClose }: SaveCallProps & { readonly onClose: () => void }) {
  const queries = useQueryClient()
  const [name, setName] = useState(operation.summary)
  const saving = useMutation({
    mutationFn: () =>
      api<SavedCall>('/api/saved-calls', {
        method: 'POST',
        body: {
          name: name.trim(),
          connector: operation.connector,
          operationId: operation.operationId,
          input,
        },
      }),
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ['saved-calls'] })
      toast('success', t('studio.savedToast', { name: saved.name }))
      onClose()
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <Dialog
      title={t('studio.saveTitle')}
      onClose={onClose}
      actions={
        <button
          type="submit"
          form="save-call"
          className="primary"
          disabled={saving.isPending || name.trim() === ''}
        >
          {t('studio.save')}
        </button>
      }
    >
      <form id="save-call" className="stack" onSubmit={submit}>
        <label className="field">
          <span className="label">{t('studio.saveName')}</span>
          <input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
          <span className="help">{t('studio.saveHelp')}</span>
        </label>
        {saving.error && <Failure error={saving.error} />}
      </form>
    </Dialog>
  )
}
