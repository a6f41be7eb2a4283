import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { api, Problem } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'

interface SyncButtonProps {
  /** Every task is read anew, not only what has changed. */
  readonly isFull: boolean
  /** Another run is under way. */
  readonly isBusy?: boolean
}

export function SyncButton({ isFull, isBusy = false }: SyncButtonProps) {
  const queries = useQueryClient()
  const reasonId = useId()
  const isAdmin = useSession().actor.role === 'admin'
  const start = useMutation({
    mutationFn: () => api('/api/clickup/sync', { method: 'POST', body: { full: isFull } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['clickup-syncs'] }),
  })
  return (
    <>
      <button
        type="button"
        className={isFull ? undefined : 'primary'}
        disabled={!isAdmin || isBusy || start.isPending}
        aria-describedby={isAdmin ? undefined : reasonId}
        onClick={() => start.mutate()}
      >
        {isFull ? t('clickup.sync.full') : t('clickup.sync.now')}
      </button>
      {!isAdmin && (
        <span id={reasonId} className="help">
          {t('clickup.sync.adminsOnly')}
        </span>
      )}
      {start.error && <Failure error={inWords(start.error)} />}
    </>
  )
}

/** A conflict: somebody else, or the schedule, was faster. */
function inWords(error: Error): Error {
  return error instanceof Problem && error.status === 409 ? new Error(t('clickup.sync.conflict')) : error
}
