import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { useSession } from '../../../api/queries.ts'
import type { ServiceConnection } from '../../../api/types.ts'
import type { SlackSetup } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { ServiceDialog } from '../../settings/service-dialog.tsx'
import { SERVICES } from '../../settings/services.ts'

const SLACK = SERVICES.find(({ connector }) => connector === 'slack')

interface ConnectStepProps {
  readonly setup: SlackSetup
  readonly connection: ServiceConnection | undefined
}

/** Saves what Slack has given: the token, the signing secret and the channel. */
export function ConnectStep({ setup, connection }: ConnectStepProps) {
  return (
    <>
      <p>{t('slack.step.connectText')}</p>
      {connection?.account != null && (
        <p>{t('settings.connections.account', { account: connection.account })}</p>
      )}
      {connection && connection.lastError !== null && (
        <p className="notice notice-bad">{connection.lastError}</p>
      )}
      {setup.channel !== null && <p>{t('slack.channel', { channel: setup.channel })}</p>}
      {setup.connected && setup.mode === 'bot' && setup.channel === null && (
        <p className="notice notice-warn">{t('slack.noChannel')}</p>
      )}
      <ConnectButton isConnected={setup.connected} />
    </>
  )
}

function ConnectButton({ isConnected }: { readonly isConnected: boolean }) {
  const queries = useQueryClient()
  const isAdmin = useSession().actor.role === 'admin'
  const [isOpen, setOpen] = useState(false)
  if (!isAdmin) return <p className="help">{t('settings.connections.adminsOnly')}</p>
  const close = (): void => {
    setOpen(false)
    for (const key of ['slack-setup', 'slack-members']) void queries.invalidateQueries({ queryKey: [key] })
  }
  return (
    <>
      <div className="row">
        <button type="button" className={isConnected ? undefined : 'primary'} onClick={() => setOpen(true)}>
          {isConnected
            ? t('settings.connections.replace')
            : t('settings.connections.with', { label: 'Slack' })}
        </button>
        <Link href="/settings/connections">{t('slack.toConnections')}</Link>
      </div>
      {isOpen && SLACK && <ServiceDialog service={SLACK} onClose={close} />}
    </>
  )
}
