import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { t } from '../../../i18n/index.ts'
import { Empty, Skeleton } from '../../../kit/states.tsx'
import { lastSyncQuery, useConnected } from '../clickup-queries.ts'
import { SyncButton } from '../syncs/sync-button.tsx'

interface NoTasksProps {
  readonly isFiltered: boolean
  readonly hasList: boolean
}

/** Why there are none, and the one thing to do about it. */
export function NoTasks({ isFiltered, hasList }: NoTasksProps) {
  const isConnected = useConnected('clickup')
  const lastSync = useQuery(lastSyncQuery)
  if (isFiltered)
    return (
      <Empty title={t('clickup.empty.found')}>
        <Link href="/clickup" className="button">
          {t('clickup.empty.all')}
        </Link>
      </Empty>
    )
  if (isConnected === undefined || lastSync.isPending) return <Skeleton rows={10} />
  if (!isConnected)
    return (
      <Empty title={t('clickup.empty.connection')}>
        <p>{t('clickup.empty.connectionHelp')}</p>
        <Link href="/settings/connections" className="button">
          {t('clickup.empty.toConnections')}
        </Link>
      </Empty>
    )
  if (!hasList)
    return (
      <Empty title={t('clickup.empty.list')}>
        <p>{t('clickup.empty.listHelp')}</p>
        <Link href="/clickup/settings" className="button">
          {t('clickup.empty.toSettings')}
        </Link>
      </Empty>
    )
  if (!lastSync.data)
    return (
      <Empty title={t('clickup.empty.synced')}>
        <p>{t('clickup.empty.syncedHelp')}</p>
        <SyncButton isFull={false} />
      </Empty>
    )
  const { status } = lastSync.data
  if (status === 'running') return <Empty title={t('clickup.empty.syncing')} />
  if (status === 'error')
    return (
      <Empty title={t('clickup.empty.failed')}>
        <p>{t('clickup.empty.failedHelp')}</p>
      </Empty>
    )
  return (
    <Empty title={t('clickup.empty.tasks')}>
      <p>{t('clickup.empty.tasksHelp')}</p>
      <Link href="/clickup/settings" className="button">
        {t('clickup.empty.lookSettings')}
      </Link>
    </Empty>
  )
}
