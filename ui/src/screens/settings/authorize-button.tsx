import { useMutation, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { ConnectorName } from '../../api/types.ts'
import { isEmbedded } from '../../host/bridge.ts'
import { t } from '../../i18n/index.ts'
import { Failure } from '../../kit/states.tsx'
import type { ServiceForm } from './services.ts'

interface AuthorizeButtonProps {
  readonly connector: ConnectorName
  readonly label: string
}

/** Whether people can connect by agreeing on a page of the service: this server must be registered there. */
export function useAuthorizationOffer({ connector, hasPage = false }: ServiceForm): boolean {
  const offer = useQuery({
    queryKey: ['authorization', connector],
    queryFn: ({ signal }) => api<{ available: boolean }>(pathOf(connector), { signal }),
    // The way back leads to a page of its own, which a frame inside Clockify is not; its cookie would not go along either.
    enabled: hasPage && !isEmbedded(),
    staleTime: Infinity,
  })
  return offer.data?.available === true
}

const pathOf = (connector: ConnectorName): string => `/api/connections/${connector}/authorize`

/** Leads to the service's own page, where people agree. */
export function AuthorizeButton({ connector, label }: AuthorizeButtonProps) {
  const begin = useMutation({
    mutationFn: async () => {
      const { url } = await api<{ url: string }>(pathOf(connector), { method: 'POST' })
      window.location.assign(url)
    },
  })
  return (
    <>
      <div className="row">
        <button
          type="button"
          className="primary"
          disabled={begin.isPending || begin.isSuccess}
          onClick={() => begin.mutate()}
        >
          {t('settings.connections.with', { label })}
        </button>
        <p className="help">{t('settings.connections.authorize', { label })}</p>
      </div>
      {begin.error && <Failure error={begin.error} />}
    </>
  )
}

const OUTCOMES = ['ok', 'failing', 'refused'] as const

/** How it went, as the address says that the service's page has led back to. */
export function AuthorizationOutcome({ connector, label }: AuthorizeButtonProps) {
  const named = new URLSearchParams(window.location.search).get(connector)
  const outcome = OUTCOMES.find((one) => one === named)
  if (outcome === undefined) return null
  return (
    <p role="status" className={outcome === 'ok' ? 'notice' : 'notice notice-bad'}>
      {t(`settings.connections.authorized.${outcome}`, { label })}
    </p>
  )
}
