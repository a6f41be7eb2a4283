import { Link } from 'wouter'
import { Problem } from '../../api/client.ts'
import { useList } from '../../api/queries.ts'
import type { ServiceConnection } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Failure } from '../../kit/states.tsx'
import { SERVICES } from '../settings/services.ts'

interface CallFailureProps {
  readonly connector: string
  readonly error: unknown
}

/** Why there is no answer; for a service that nobody connected yet, where to do that. */
export function CallFailure({ connector, error }: CallFailureProps) {
  // Clockify is connected by installing the add-on.
  const mayLackConnection = connector !== 'clockify' && error instanceof Problem && error.status === 409
  return mayLackConnection ? (
    <MaybeUnconnected connector={connector} error={error} />
  ) : (
    <Failure error={error} />
  )
}

function MaybeUnconnected({ connector, error }: CallFailureProps) {
  const { items } = useList<ServiceConnection>('connections', '/api/connections', {})
  const service = serviceOf(connector)
  if (items === undefined || items.some((connection) => connection.connector === service))
    return <Failure error={error} />
  const label = SERVICES.find((each) => each.connector === service)?.label ?? service
  return (
    <div className="notice notice-warn stack stack-tight" role="alert">
      <p>{t('studio.notConnected', { service: label })}</p>
      <p>
        <Link href="/settings/connections">{t('studio.connect')}</Link>
      </p>
    </div>
  )
}

/** The versions of one API, and its dialects, share a connection. */
function serviceOf(connector: string): string {
  return connector.replace(/-(?:v\d+|data-center)$/, '')
}
