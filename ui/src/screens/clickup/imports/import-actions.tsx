import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportStatus, TaskImport } from '../../../api/clickup-types.ts'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Confirm } from '../../../kit/confirm.tsx'
import { Failure } from '../../../kit/states.tsx'

type Action = 'stop' | 'resume' | 'cancel' | 'retry-failed'

const ACTIONS: Readonly<Record<ImportStatus, readonly Action[]>> = {
  running: ['stop', 'cancel'],
  stopped: ['resume', 'cancel'],
  failed: ['resume', 'cancel'],
  completed: ['retry-failed'],
  cancelled: [],
}

/** What can be done with it in its state. */
export function ImportActions({ task: { id, status, failed } }: { readonly task: TaskImport }) {
  const queries = useQueryClient()
  const isAdmin = useSession().actor.role === 'admin'
  const [isCancelling, setCancelling] = useState(false)
  const act = async (action: Action): Promise<void> => {
    try {
      await api(`/api/clickup/imports/${encodeURIComponent(id)}/${action}`, { method: 'POST' })
    } finally {
      await queries.invalidateQueries({ queryKey: ['clickup-imports'] })
    }
  }
  const doing = useMutation({ mutationFn: act })
  const actions = ACTIONS[status].filter((action) => action !== 'retry-failed' || failed > 0)
  if (!isAdmin || actions.length === 0) return null
  return (
    <>
      <div className="row">
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            className={classOf(action)}
            disabled={doing.isPending}
            onClick={() => (action === 'cancel' ? setCancelling(true) : doing.mutate(action))}
          >
            {t(`imports.do.${action}`)}
          </button>
        ))}
      </div>
      {doing.error && <Failure error={doing.error} />}
      {isCancelling && (
        <Confirm
          title={t('imports.cancel.title')}
          action={t('imports.cancel.do')}
          run={() => act('cancel')}
          onClose={() => setCancelling(false)}
        >
          <p>{t('imports.cancel.text')}</p>
        </Confirm>
      )}
    </>
  )
}

function classOf(action: Action): string | undefined {
  if (action === 'cancel') return 'danger'
  return action === 'stop' ? undefined : 'primary'
}
