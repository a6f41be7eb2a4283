import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, Problem } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import type { LedgerDetail } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { Confirm } from '../../../kit/confirm.tsx'
import { Failure } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useWatch } from '../../../kit/use-watch.ts'
import { WATCH_MS } from '../tasks-queries.ts'
import { actionsFor, isRisky, type EntryAction } from './entry-state.ts'

/** What can be done with it as it is now. */
export function EntryActions({ entry }: { readonly entry: LedgerDetail }) {
  const isAdmin = useSession().actor.role === 'admin'
  const [asked, setAsked] = useState<'announce' | 'release'>()
  const { act, wasReleased } = useAct(entry.id)
  const queries = useQueryClient()
  const doing = useMutation({ mutationFn: act })
  const actions = actionsFor(entry)
  // ClickUp is asked first, which the entry does not tell.
  useWatch(wasReleased && entry.claimedBy !== null ? WATCH_MS : undefined, () => void refresh(queries))
  if (actions.length === 0) return null
  if (!isAdmin) return <p className="help">{t('upserts.adminsOnly')}</p>
  const begin = (action: EntryAction): void => {
    doing.reset()
    if (action === 'release' || (action === 'announce' && isRisky(action, entry))) setAsked(action)
    else doing.mutate(action)
  }
  return (
    <>
      <div className="row">
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            className={isUrgent(action, entry) ? 'primary' : undefined}
            disabled={doing.isPending}
            onClick={() => begin(action)}
          >
            {labelOf(action, entry)}
          </button>
        ))}
      </div>
      {doing.error && <Refusal error={doing.error} />}
      {asked && (
        <Confirm
          title={t(`upserts.${asked}.title`)}
          action={t(`upserts.${asked}.do`)}
          run={() => act(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t(`upserts.${asked}.text`, { name: entry.claimedBy?.name ?? '' })}</p>
        </Confirm>
      )}
    </>
  )
}

function labelOf(action: EntryAction, { message }: LedgerDetail): string {
  return action === 'announce' && message === null ? t('upserts.do.announceFirst') : t(`upserts.do.${action}`)
}

/** Something went wrong that it mends. */
function isUrgent(action: EntryAction, { message }: LedgerDetail): boolean {
  if (action === 'announce') return message?.status === 'failed' || message?.status === 'unknown'
  return action === 'retry'
}

/** A conflict is no fault: it says why there is nothing to do, or what happens by itself. */
function Refusal({ error }: { readonly error: Error }) {
  if (!(error instanceof Problem) || error.status !== 409) return <Failure error={error} />
  return (
    <p className="notice notice-warn" role="alert">
      {error.message}
    </p>
  )
}

function useAct(id: string) {
  const queries = useQueryClient()
  const [wasReleased, setReleased] = useState(false)
  const act = async (action: EntryAction): Promise<void> => {
    try {
      await api(`/api/tasks/upserts/${encodeURIComponent(id)}/${action}`, { method: 'POST' })
      toast('success', t(`upserts.done.${action}`))
      if (action === 'release') setReleased(true)
    } finally {
      await refresh(queries)
    }
  }
  return { act, wasReleased }
}

function refresh(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ['task-upserts'] })
}
