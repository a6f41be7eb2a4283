import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DecisionInput, Transfer } from '../../../api/transfer-types.ts'
import { api } from '../../../api/client.ts'
import { t } from '../../../i18n/index.ts'
import { Confirm } from '../../../kit/confirm.tsx'
import { Failure } from '../../../kit/states.tsx'

/** Tells the server how a transfer goes on. */
export function useTransferChange(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (decision: DecisionInput | undefined) => {
      const path = `/api/clickup/transfers/${encodeURIComponent(id)}`
      return decision === undefined
        ? api(`${path}/retry`, { method: 'POST' })
        : api(`${path}/decide`, { method: 'POST', body: decision })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['clickup-transfers'] }),
  })
}

/** What can be done with one that rests; a decision has its own form. */
export function TransferActions({ transfer: { id, status } }: { readonly transfer: Transfer }) {
  const [isLeaving, setLeaving] = useState(false)
  const change = useTransferChange(id)
  if (status !== 'failed' && status !== 'completed') return null
  return (
    <>
      <div className="row">
        {status === 'failed' && (
          <button
            type="button"
            className="primary"
            disabled={change.isPending}
            onClick={() => change.mutate(undefined)}
          >
            {t('transfers.retry')}
          </button>
        )}
        <button type="button" className="danger" onClick={() => setLeaving(true)}>
          {t('transfers.abandon')}
        </button>
      </div>
      {change.error && !isLeaving && <Failure error={change.error} />}
      {isLeaving && (
        <Confirm
          title={t('transfers.abandon.title')}
          action={t('transfers.abandon.do')}
          run={() => change.mutateAsync({ action: 'abandon' })}
          onClose={() => setLeaving(false)}
        >
          <p>{t('transfers.abandon.text')}</p>
        </Confirm>
      )}
    </>
  )
}
