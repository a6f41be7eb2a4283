import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/queries.ts'
import type { ApiKey } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Ago } from '../../kit/ago.tsx'
import { Confirm } from '../../kit/confirm.tsx'
import { toast } from '../../kit/toast.tsx'
import { AdminsOnly } from './admins-only.tsx'
import { ManagedList } from './managed-list.tsx'
import { NewApiKey } from './new-api-key.tsx'

/** Keys with which programs, and people outside Clockify, come in. */
export function ApiKeys() {
  return (
    <AdminsOnly why={t('settings.keys.adminsOnly')}>
      <ManagedList<ApiKey>
        name="api-keys"
        path="/api/api-keys"
        help={t('settings.keys.help')}
        addText={t('settings.keys.make')}
        emptyTitle={t('settings.keys.empty')}
        table={(items, onDelete) => <KeyTable keys={items} onDelete={onDelete} />}
        adding={(onClose) => <NewApiKey onClose={onClose} />}
        deleting={(apiKey, onClose) => <DeleteKey apiKey={apiKey} onClose={onClose} />}
      />
    </AdminsOnly>
  )
}

interface KeyTableProps {
  readonly keys: readonly ApiKey[]
  readonly onDelete: (key: ApiKey) => void
}

function KeyTable({ keys, onDelete }: KeyTableProps) {
  return (
    <div className="card card-table-box">
      <table className="card-table">
        <caption className="hidden-text">{t('settings.tab.api-keys')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('settings.keys.label')}</th>
            <th scope="col">{t('settings.keys.role')}</th>
            <th scope="col">{t('settings.created')}</th>
            <th scope="col">{t('settings.keys.lastUsed')}</th>
            <th scope="col">
              <span className="hidden-text">{t('settings.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} onDelete={onDelete} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface KeyRowProps {
  readonly apiKey: ApiKey
  readonly onDelete: (key: ApiKey) => void
}

function KeyRow({ apiKey, onDelete }: KeyRowProps) {
  const { actor } = useSession()
  return (
    <tr>
      <td>
        <strong>{apiKey.label}</strong>
        {actor.id === apiKey.id && <div className="help">{t('settings.keys.own')}</div>}
      </td>
      <td>
        {t(`role.${apiKey.role}`)}
        <div className="help">{t(`settings.keys.may.${apiKey.role}`)}</div>
      </td>
      <td className="keep" data-label={t('settings.created')}>
        <Ago at={apiKey.createdAt} />
      </td>
      <td className="keep" data-label={t('settings.keys.lastUsed')}>
        {apiKey.lastUsedAt === null ? t('settings.keys.never') : <Ago at={apiKey.lastUsedAt} />}
      </td>
      <td>
        <button type="button" className="danger" onClick={() => onDelete(apiKey)}>
          {t('settings.delete')}
          <span className="hidden-text"> {apiKey.label}</span>
        </button>
      </td>
    </tr>
  )
}

function DeleteKey({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const { actor } = useSession()
  const remove = async (): Promise<void> => {
    await api(`/api/api-keys/${encodeURIComponent(apiKey.id)}`, { method: 'DELETE' })
    toast('success', t('settings.keys.deleted', { label: apiKey.label }))
    await queries.invalidateQueries({ queryKey: ['api-keys'] })
  }
  return (
    <Confirm
      title={t('settings.keys.deleteTitle', { label: apiKey.label })}
      action={t('settings.delete')}
      run={remove}
      onClose={onClose}
    >
      <p>{t('settings.keys.deleteText')}</p>
      {actor.id === apiKey.id && <p className="notice notice-warn">{t('settings.keys.deleteOwn')}</p>}
    </Confirm>
  )
}
