import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, Problem } from '../../api/client.ts'
import type { WebhookEventDetail } from '../../api/types.ts'
import { formatInstant, t } from '../../i18n/index.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Loaded } from '../../kit/states.tsx'
import { EventChip } from './event-chip.tsx'
import { eventWords } from './event-words.ts'
import { Replay } from './replay.tsx'

interface EventDrawerProps {
  readonly id: string
  readonly onClose: () => void
}

/** One event: what came, what became of it; its status follows live. */
export function EventDrawer({ id, onClose }: EventDrawerProps) {
  const event = useQuery({
    queryKey: ['webhook-events', 'one', id],
    queryFn: ({ signal }) =>
      api<WebhookEventDetail>(`/api/webhook-events/${encodeURIComponent(id)}`, { signal }),
  })
  // 422: what stands in the address can be no event's id.
  const isGone = event.error instanceof Problem && [404, 422].includes(event.error.status)
  return (
    <Dialog
      isDrawer
      title={event.data ? eventWords(event.data.type) : t('webhooks.event.title')}
      onClose={onClose}
    >
      {isGone ? (
        <p className="notice notice-warn">{t('webhooks.event.gone')}</p>
      ) : (
        <Loaded query={event}>{(data) => <EventDetails event={data} />}</Loaded>
      )}
    </Dialog>
  )
}

function EventDetails({ event }: { readonly event: WebhookEventDetail }) {
  return (
    <>
      <div className="row">
        <EventChip status={event.status} />
        <code>{event.type}</code>
      </div>
      {event.error !== null && (
        <p lang="en" className={event.status === 'failed' ? 'notice notice-bad' : 'notice'}>
          {event.error}
        </p>
      )}
      {event.ambiguous && <p className="notice notice-warn">{t('webhooks.event.ambiguous')}</p>}
      <Facts event={event} />
      <Deliveries event={event} />
      <Runs runs={event.runs} />
      <Replay id={event.id} />
      <Text title={t('webhooks.event.payload')} text={JSON.stringify(event.payload, null, 2)} isOpen />
      <Text title={t('webhooks.event.body')} text={event.body.text}>
        {event.body.encoding === 'base64' && <p className="help">{t('webhooks.event.base64')}</p>}
      </Text>
    </>
  )
}

function Facts({ event }: { readonly event: WebhookEventDetail }) {
  const { entityId, receivedAt, handledAt, source } = event
  return (
    <dl className="facts">
      <dt>{t('webhooks.column.received')}</dt>
      <dd>{formatInstant(receivedAt)}</dd>
      <dt>{t('webhooks.event.handled')}</dt>
      <dd>{handledAt === null ? t('webhooks.event.notYet') : formatInstant(handledAt)}</dd>
      <dt>{t('webhooks.column.about')}</dt>
      <dd>{entityId === null ? t('webhooks.event.noEntity') : <code>{entityId}</code>}</dd>
      <dt>{t('webhooks.event.source')}</dt>
      <dd>
        {source === 'add-on' ? t('webhooks.event.fromAddon') : t('webhooks.event.fromHook', { id: source })}
      </dd>
    </dl>
  )
}

function Deliveries({ event }: { readonly event: WebhookEventDetail }) {
  const more = event.deliveryCount - event.deliveries.length
  return (
    <section className="stack stack-tight">
      <h3>{t('webhooks.column.deliveries')}</h3>
      <ul className="plain-list">
        {event.deliveries.map(({ receivedAt, outcome }, place) => (
          <li key={place}>
            {formatInstant(receivedAt)} – {t(`webhooks.outcome.${outcome}`)}
          </li>
        ))}
        {more > 0 && <li className="faint">{t('webhooks.deliveries.more', { count: more })}</li>}
      </ul>
    </section>
  )
}

function Runs({ runs }: Pick<WebhookEventDetail, 'runs'>) {
  return (
    <section className="stack stack-tight">
      <h3>{t('webhooks.column.handlers')}</h3>
      {runs.length === 0 && <p className="faint">{t('webhooks.runs.none')}</p>}
      <ul className="plain-list">
        {runs.map(({ subscription, status, error }) => (
          <li key={subscription}>
            <code>{subscription}</code> <EventChip status={status} />
            {error !== null && (
              <div lang="en" className={status === 'failed' ? 'error-text' : 'help'}>
                {error}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface TextProps {
  readonly title: string
  readonly text: string
  readonly isOpen?: boolean
  readonly children?: ReactNode
}

function Text({ title, text, isOpen = false, children }: TextProps) {
  return (
    <details className="stack" open={isOpen}>
      <summary>{title}</summary>
      {children}
      <pre className="event-text" tabIndex={0} role="region" aria-label={title}>
        {text}
      </pre>
      <CopyButton text={text} what={title} />
    </details>
  )
}
