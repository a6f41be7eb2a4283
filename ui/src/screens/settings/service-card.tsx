import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ServiceConnection } from '../../api/types.ts'
import { formatInstant, t } from '../../i18n/index.ts'
import { Ago } from '../../kit/ago.tsx'
import { Chip, type Tone } from '../../kit/chip.tsx'
import { Failure } from '../../kit/states.tsx'
import type { ServiceForm } from './services.ts'
import { AuthorizationOutcome, AuthorizeButton, useAuthorizationOffer } from './authorize-button.tsx'
import { askService } from './ask-service.ts'

const TONES: Readonly<Record<ServiceConnection['status'], Tone>> = {
  ok: 'good',
  failing: 'bad',
  untested: 'warn',
}

interface ServiceCardProps {
  readonly service: ServiceForm
  readonly connection: ServiceConnection | undefined
  /** Only for those who may. */
  readonly actions?: Actions
}

interface Actions {
  readonly onConnect: () => void
  readonly onRemove: (connection: ServiceConnection) => void
}

/** One service: whether it is connected, as whom, and what was wrong with it when it was asked last. */
export function ServiceCard({ service, connection, actions }: ServiceCardProps) {
  const { label, connector } = service
  const isOffered = useAuthorizationOffer(service)
  return (
    <section className="card stack" aria-label={label}>
      <div className="row between">
        <h2>{label}</h2>
        <Chip tone={connection ? TONES[connection.status] : 'plain'}>
          {t(`connection.${connection?.status ?? 'none'}`)}
        </Chip>
      </div>
      {connection ? <Facts connection={connection} /> : <p>{t(`settings.connections.use.${connector}`)}</p>}
      {service.hasPage && <AuthorizationOutcome connector={connector} label={label} />}
      {actions && isOffered && <AuthorizeButton connector={connector} label={label} />}
      {actions && <Buttons label={label} connection={connection} actions={actions} isSecond={isOffered} />}
    </section>
  )
}

function Facts({
  connection: { account, label, lastError, baseUrl, testedAt, warnings },
}: {
  readonly connection: ServiceConnection
}) {
  return (
    <>
      {account !== null && <p>{t('settings.connections.account', { account })}</p>}
      {lastError !== null && <p className="notice notice-bad">{lastError}</p>}
      {warnings.length > 0 && <Warnings label={label} warnings={warnings} />}
      <p className="help">
        <code className="long">{baseUrl}</code>
        {testedAt !== null && (
          <>
            {' · '}
            {t('settings.connections.tested')} <Ago at={testedAt} />
          </>
        )}
      </p>
    </>
  )
}

type WarningsProps = Pick<ServiceConnection, 'label' | 'warnings'>

function Warnings({ label, warnings }: WarningsProps) {
  return (
    <div className="notice notice-warn">
      <p>{t('settings.connections.warnings', { label })}</p>
      <ul>
        {warnings.map(({ operation, heardAt, endsAt }) => (
          <li key={operation}>
            <code className="long">{operation}</code>
            {' · '}
            {endsAt === null
              ? t('settings.connections.warningHeard', { at: formatInstant(heardAt) })
              : t('settings.connections.warningEnds', { at: formatInstant(endsAt) })}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface ButtonsProps {
  readonly label: string
  readonly connection: ServiceConnection | undefined
  readonly actions: Actions
  /** There is an easier way than a token. */
  readonly isSecond: boolean
}

function Buttons({ label, connection, actions, isSecond }: ButtonsProps) {
  const queries = useQueryClient()
  const test = useMutation({
    mutationFn: (id: string) => askService(id, label),
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  })
  const connectText = isSecond ? 'settings.connections.token' : 'settings.connections.connect'
  const named = <span className="hidden-text"> {label}</span>
  return (
    <>
      <div className="row">
        {connection && (
          <button type="button" disabled={test.isPending} onClick={() => test.mutate(connection.id)}>
            {t('settings.connections.test')}
            {named}
          </button>
        )}
        <button type="button" className={connection || isSecond ? '' : 'primary'} onClick={actions.onConnect}>
          {t(connection ? 'settings.connections.replace' : connectText)}
          {named}
        </button>
        {connection && (
          <button type="button" className="danger" onClick={() => actions.onRemove(connection)}>
            {t('settings.connections.remove')}
            {named}
          </button>
        )}
      </div>
      {test.error && <Failure error={test.error} />}
    </>
  )
}
