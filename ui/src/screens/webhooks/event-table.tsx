import { Link, useSearch } from 'wouter'
import type { WebhookEvent } from '../../api/types.ts'
import { formatInstant, t } from '../../i18n/index.ts'
import { WindowedBody, type RowProps } from '../../kit/windowed.tsx'
import { EventChip } from './event-chip.tsx'
import { deliveriesText, eventWords } from './event-words.ts'
import '../../kit/card-table.css'

interface EventTableProps {
  readonly events: readonly WebhookEvent[]
  readonly isComplete: boolean
}

const ROW_HEIGHT = 52
const COLUMNS = ['received', 'event', 'about', 'status', 'deliveries', 'handlers'] as const

export function EventTable({ events, isComplete }: EventTableProps) {
  return (
    <div className="card-table-box">
      <table
        className="card-table events"
        aria-label={t('webhooks.title')}
        aria-rowcount={isComplete ? events.length + 1 : -1}
      >
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`webhooks.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <WindowedBody items={events} rowHeight={ROW_HEIGHT}>
          {(event, row) => <EventRow key={event.id} event={event} row={row} />}
        </WindowedBody>
      </table>
    </div>
  )
}

function EventRow({ event, row }: { readonly event: WebhookEvent; readonly row: RowProps }) {
  const search = new URLSearchParams(useSearch())
  search.set('event', event.id)
  return (
    <tr {...row} className="event">
      <td className="keep">{formatInstant(event.receivedAt)}</td>
      <td>
        <Link href={`/webhooks?${search.toString()}`} className="event-link" lang="en">
          {eventWords(event.type)}
        </Link>
      </td>
      <td className="keep mono faint" data-label={t('webhooks.column.about')}>
        {event.entityId ?? '–'}
      </td>
      <td>
        <EventChip status={event.status} />
        {event.error !== null && (
          <div lang="en" className={event.status === 'failed' ? 'error-text' : 'help'}>
            {event.error}
          </div>
        )}
      </td>
      <td data-label={t('webhooks.column.deliveries')}>{deliveriesText(event)}</td>
      <td data-label={t('webhooks.column.handlers')}>
        {event.runs.length === 0 && t('webhooks.runs.none')}
        {event.runs.map(({ subscription }) => (
          <div key={subscription} className="keep">
            {subscription}
          </div>
        ))}
      </td>
    </tr>
  )
}
