import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useList, useSession } from '../../api/queries.ts'
import type { ServiceConnection } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { Loaded } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { Clockify } from './clockify.tsx'
import { ServiceCard } from './service-card.tsx'
import { ServiceDialog } from './service-dialog.tsx'
import { SERVICES, type ServiceForm } from './services.ts'

/** How the workspace is connected with Clockify, and with every other service. */
export function Connections() {
  const session = useSession()
  const connections = useList<ServiceConnection>('connections', '/api/connections', {})
  const [opened, setOpened] = useState<ServiceForm>()
  const [doomed, setDoomed] = useState<ServiceConnection>()
  const isAdmin = session.actor.role === 'admin'
  return (
    <div className="stack">
      <Clockify session={session} />
      {!isAdmin && (
        <p className="notice">
          {t('settings.connections.adminsOnly')}{' '}
          {t('settings.yourRole', { role: t(`role.${session.actor.role}`) })}
        </p>
      )}
      <Loaded query={{ ...connections, data: connections.items }}>
        {(items) =>
          SERVICES.map((service) => (
            <ServiceCard
              key={service.connector}
              service={service}
              connection={items.find(({ connector }) => connector === service.connector)}
              {...(isAdmin ? { actions: { onConnect: () => setOpened(service), onRemove: setDoomed } } : {})}
            />
          ))
        }
      </Loaded>
      {opened && <ServiceDialog service={opened} onClose={() => setOpened(undefined)} />}
      {doomed && <Remove connection={doomed} onClose={() => setDoomed(undefined)} />}
    </div>
  )
}

interface RemoveProps {
  readonly connection: ServiceConnection
  readonly onClose: () => void
}

function Remove({ connection: { id, label }, onClose }: RemoveProps) {
  const queries = useQueryClient()
  const remove = async (): Promise<void> => {
    await api(`/api/connections/${encodeURIComponent(id)}`, { method: 'DELETE' })
    toast('success', t('settings.connections.removed', { label }))
    await queries.invalidateQueries({ queryKey: ['connections'] })
    await queries.invalidateQueries({ queryKey: ['operations'] })
  }
  return (
    <Confirm
      title={t('settings.connections.removeTitle', { label })}
      action={t('settings.connections.remove')}
      run={remove}
      onClose={onClose}
    >
      <p>{t('settings.connections.removeText', { label })}</p>
    </Confirm>
  )
}
