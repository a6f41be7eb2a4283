import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { TaskDetail } from '../../../api/clickup-types.ts'
import type { TransferInput } from '../../../api/transfer-types.ts'
import { api } from '../../../api/client.ts'
import { t } from '../../../i18n/index.ts'
import { FormDialog } from '../../../kit/form-dialog.tsx'
import { Tick } from '../../../kit/tick.tsx'
import { HuntflowFields, type Chosen } from './huntflow-fields.tsx'

interface TransferDialogProps {
  readonly task: TaskDetail
  readonly onClose: () => void
}

/** Asks where the applicant goes, and follows the transfer on its own page. */
export function TransferDialog({ task, onClose }: TransferDialogProps) {
  const [chosen, setChosen] = useState<Chosen>({ accountId: '', vacancyId: '', statusId: '' })
  const [includeComments, setIncludeComments] = useState(true)
  const [isMissing, setMissing] = useState(false)
  const start = useStart(task.id)
  const submit = (): void => {
    setMissing(chosen.accountId === '')
    if (chosen.accountId !== '') start.mutate(inputOf(chosen, includeComments))
  }
  return (
    <FormDialog
      title={t('transfers.dialog', { task: task.name })}
      action={t('transfers.start')}
      isBusy={start.isPending}
      error={start.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="help">{t('transfers.dialogHelp')}</p>
      <HuntflowFields
        chosen={chosen}
        isAccountMissing={isMissing && chosen.accountId === ''}
        set={(part) => setChosen((before) => ({ ...before, ...part }))}
      />
      <Tick
        label={t('transfers.includeComments')}
        help={t('transfers.includeCommentsHelp')}
        isOn={includeComments}
        onChange={setIncludeComments}
      />
    </FormDialog>
  )
}

function inputOf({ accountId, vacancyId, statusId = '' }: Chosen, includeComments: boolean): TransferInput {
  return {
    accountId,
    includeComments,
    ...(vacancyId === '' ? {} : { vacancyId }),
    ...(statusId === '' ? {} : { statusId }),
  }
}

function useStart(taskId: string) {
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: (body: TransferInput) =>
      api<{ transferId: string }>(`/api/clickup/tasks/${encodeURIComponent(taskId)}/transfer-to-huntflow`, {
        method: 'POST',
        body,
      }),
    onSuccess: ({ transferId }) => {
      void queries.invalidateQueries({ queryKey: ['clickup-transfers'] })
      navigate(`/clickup/transfers/${encodeURIComponent(transferId)}`)
    },
  })
}
