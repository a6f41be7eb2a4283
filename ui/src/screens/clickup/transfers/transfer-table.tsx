import { Link } from 'wouter'
import type { Transfer } from '../../../api/transfer-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { titleOf, TransferChip } from './transfer-words.tsx'

const ROW_HEIGHT = 52
const COLUMNS = ['task', 'status', 'steps', 'applicant', 'created'] as const

export function TransferTable({ transfers }: { readonly transfers: readonly Transfer[] }) {
  return (
    <table
      className="card-table"
      aria-label={t('clickup.tab.transfers')}
      aria-rowcount={transfers.length + 1}
    >
      <thead>
        <tr aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`transfers.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <WindowedBody items={transfers} rowHeight={ROW_HEIGHT}>
        {(transfer, row) => <TransferRow key={transfer.id} transfer={transfer} row={row} />}
      </WindowedBody>
    </table>
  )
}

function TransferRow({ transfer, row }: { readonly transfer: Transfer; readonly row: RowProps }) {
  const { id, status, steps, applicantId, error, createdAt } = transfer
  const over = steps.filter((step) => step.status === 'done' || step.status === 'skipped').length
  return (
    <tr {...row} className="open-row">
      <td>
        <Link href={`/clickup/transfers/${encodeURIComponent(id)}`} className="row-link strong-link">
          {titleOf(transfer)}
        </Link>
      </td>
      <td>
        <TransferChip status={status} />
        {error !== null && <div className="help error-line">{error}</div>}
      </td>
      <td className="keep" data-label={t('transfers.column.steps')}>
        {t('transfers.stepsDone', { done: over, all: steps.length })}
      </td>
      <td className="mono" data-label={t('transfers.column.applicant')}>
        {applicantId ?? '–'}
      </td>
      <td className="keep" data-label={t('transfers.column.created')}>
        <Ago at={createdAt} />
      </td>
    </tr>
  )
}
