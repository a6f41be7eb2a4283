import { Link, useSearch } from 'wouter'
import type { MailLine, MailStatus } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Chip, type Tone } from '../../../kit/chip.tsx'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { hrefWith } from '../../../kit/search-parts.ts'

const ROW_HEIGHT = 52
const COLUMNS = ['to', 'subject', 'status', 'attempts', 'created'] as const
const TONES: Readonly<Record<MailStatus, Tone>> = { waiting: 'busy', sent: 'good', failed: 'bad' }

export function MailTable({ mails }: { readonly mails: readonly MailLine[] }) {
  return (
    <table className="card-table" aria-label={t('time.tab.outbox')} aria-rowcount={mails.length + 1}>
      <thead>
        <tr aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`outbox.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <WindowedBody items={mails} rowHeight={ROW_HEIGHT}>
        {(mail, row) => <MailRow key={mail.id} mail={mail} row={row} />}
      </WindowedBody>
    </table>
  )
}

export function MailChip({ status }: { readonly status: MailStatus }) {
  return <Chip tone={TONES[status]}>{t(`outbox.status.${status}`)}</Chip>
}

function MailRow({ mail, row }: { readonly mail: MailLine; readonly row: RowProps }) {
  const search = useSearch()
  const { id, to, subject, status, attempts, lastError, createdAt, sentAt } = mail
  return (
    <tr {...row} className="open-row">
      <td>{to}</td>
      <td>
        <Link href={hrefWith('/time/outbox', new URLSearchParams(search), { mail: id })} className="row-link">
          {subject}
        </Link>
      </td>
      <td>
        <MailChip status={status} />
        {status !== 'sent' && lastError !== null && <div className="error-text">{lastError}</div>}
      </td>
      <td data-label={t('outbox.column.attempts')}>{attempts}</td>
      <td className="keep" data-label={t('outbox.column.created')}>
        <Ago at={sentAt ?? createdAt} />
      </td>
    </tr>
  )
}
