import { useSession } from '../../api/queries.ts'
import type { Session } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Chip } from '../../kit/chip.tsx'
import { Card } from './card.tsx'
import { ConnectionChips } from './connection-chips.tsx'

export function InstallationCard() {
  const { workspace, actor, addon } = useSession()
  return (
    <Card title={t('dashboard.installation')} aside={<StatusChip addon={addon} />}>
      <dl className="pairs">
        <dt>{t('dashboard.workspace')}</dt>
        <dd>
          {workspace.name} <code className="faint">{workspace.id}</code>
        </dd>
        <dt>{t('dashboard.you')}</dt>
        <dd>
          {t(`role.${actor.role}`)},{' '}
          {actor.type === 'user' ? t('dashboard.you.user') : t('dashboard.you.key')}{' '}
          <code className="faint">{actor.id}</code>
        </dd>
        <dt>{t('settings.tab.connections')}</dt>
        <dd>
          <ConnectionChips />
        </dd>
      </dl>
      <p className="help">{t(`dashboard.you.${actor.role}`)}</p>
      {addon?.status === 'INACTIVE' && (
        <p className="notice notice-warn">{t('dashboard.installation.inactive')}</p>
      )}
    </Card>
  )
}

function StatusChip({ addon }: Pick<Session, 'addon'>) {
  if (addon === null) return <Chip>{t('dashboard.installation.none')}</Chip>
  return addon.status === 'ACTIVE' ? (
    <Chip tone="good">{t('addon.active')}</Chip>
  ) : (
    <Chip tone="warn">{t('addon.inactive')}</Chip>
  )
}
