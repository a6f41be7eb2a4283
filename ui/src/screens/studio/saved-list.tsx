import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { api } from '../../api/client.ts'
import { useList, useSession } from '../../api/queries.ts'
import type { SavedCall } from '../../api/types.ts'
import { formatAgo, t } from '../../i18n/index.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Empty, Failure, Loaded } from '../../kit/states.tsx'
import { pathOf } from './operation-path.ts'

/** Calls kept under a name, shared by the workspace. */
export function SavedList() {
  const saved = useList<SavedCall>('saved-calls', '/api/saved-calls', { limit: '100' })
  const [removing, setRemoving] = useState<SavedCall>()
  return (
    <div className="side-scroll">
      <Loaded query={{ data: saved.items, error: saved.error, refetch: saved.refetch }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('studio.noSaved')}>
              <p>{t('studio.noSavedHelp')}</p>
            </Empty>
          ) : (
            <ul className="side-list">
              {items.map((call) => (
                <SavedRow key={call.id} call={call} onRemove={() => setRemoving(call)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {saved.hasNextPage && (
        <button type="button" disabled={saved.isFetchingNextPage} onClick={() => void saved.fetchNextPage()}>
          {t('action.more')}
        </button>
      )}
      {removing && <RemoveSaved call={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  )
}

function SavedRow({ call, onRemove }: { readonly call: SavedCall; readonly onRemove: () => void }) {
  const { actor } = useSession()
  return (
    <li className="side-row">
      <Link href={pathOf(call, { saved: call.id })} className="side-link grow">
        <span className="truncate">{call.name}</span>
        <span className="faint help truncate">
          {call.connector} · {call.operationId} · {formatAgo(call.updatedAt)}
        </span>
      </Link>
      {actor.role !== 'reader' && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('studio.removeSaved', { name: call.name })}
          onClick={onRemove}
        >
          <Icon name="remove" />
        </button>
      )}
    </li>
  )
}

function RemoveSaved({ call, onClose }: { readonly call: SavedCall; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const removing = useMutation({
    mutationFn: () => api(`/api/saved-calls/${encodeURIComponent(call.id)}`, { method: 'DELETE' }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['saved-calls'] })
      onClose()
    },
  })
  return (
    <Dialog
      title={t('studio.removeSaved', { name: call.name })}
      onClose={onClose}
      actions={
        <button
          type="button"
          className="danger"
          disabled={removing.isPending}
          onClick={() => removing.mutate()}
        >
          {t('action.remove')}
        </button>
      }
    >
      <p>{t('studio.removeSavedText')}</p>
      {removing.error && <Failure error={removing.error} />}
    </Dialog>
  )
}
