import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { Hook } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Ago } from '../../kit/ago.tsx'
import { Confirm } from '../../kit/confirm.tsx'
import { CopyButton } from '../../kit/copy-button.tsx'
import { toast } from '../../kit/toast.tsx'
import { eventWords } from '../webhooks/event-words.ts'
import { AdminsOnly } from './admins-only.tsx'
import { ManagedList } from './managed-list.tsx'
import { NewHook } from './new-hook.tsx'

/** Webhooks that somebody makes in Clockify, for events that the add-on does not ask for. */
export function Hooks() {
  return (
    <AdminsOnly why={t('settings.hooks.adminsOnly')}>
      <ManagedList<Hook>
        name="hooks"
        path="/api/clockify/hooks"
        help={t('settings.hooks.help')}
        addText={t('settings.hooks.add')}
        emptyTitle={t('settings.hooks.empty')}
        table={(items, onDelete) => <HookTable hooks={items} onDelete={onDelete} />}
        adding={(onClose) => <NewHook onClose={onClose} />}
        deleting={(hook, onClose) => <DeleteHook hook={hook} onClose={onClose} />}
      />
    </AdminsOnly>
  )
}

interface HookTableProps {
  readonly hooks: readonly Hook[]
  readonly onDelete: (hook: Hook) => void
}

function HookTable({ hooks, onDelete }: HookTableProps) {
  return (
    <div className="card card-table-box">
      <table className="card-table">
        <caption className="hidden-text">{t('settings.tab.hooks')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('settings.hooks.event')}</th>
            <th scope="col">{t('settings.hooks.url')}</th>
            <th scope="col">{t('settings.created')}</th>
            <th scope="col">
              <span className="hidden-text">{t('settings.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {hooks.map((hook) => (
            <tr key={hook.id}>
              <td>
                <strong>{eventWords(hook.event)}</strong>
                <div className="mono faint">{hook.event}</div>
              </td>
              <td>
                <code>{hook.url}</code>
              </td>
              <td className="keep" data-label={t('settings.created')}>
                <Ago at={hook.createdAt} />
              </td>
              <td>
                <div className="row hook-actions">
                  <CopyButton text={hook.url} what={`${t('settings.hooks.url')} ${hook.event}`} />
                  <button type="button" className="danger" onClick={() => onDelete(hook)}>
                    {t('settings.delete')}
                    <span className="hidden-text"> {hook.event}</span>
                  </button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function DeleteHook({ hook, onClose }: { readonly hook: Hook; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const remove = async (): Promise<void> => {
    await api(`/api/clockify/hooks/${encodeURIComponent(hook.id)}`, { method: 'DELETE' })
    toast('success', t('settings.hooks.deleted', { event: hook.event }))
    await queries.invalidateQueries({ queryKey: ['hooks'] })
  }
  return (
    <Confirm
      title={t('settings.hooks.deleteTitle', { event: hook.event })}
      action={t('settings.delete')}
      run={remove}
      onClose={onClose}
    >
      <p>{t('settings.hooks.deleteText')}</p>
      <code className="long">{hook.url}</code>
    </Confirm>
  )
}
