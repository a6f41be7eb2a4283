import { Link } from 'wouter'
import type { TaskImport } from '../../../api/clickup-types.ts'
import { formatNumber, t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { countText, ImportChip } from './import-words.tsx'

const ROW_HEIGHT = 52
const COLUMNS = ['started', 'target', 'status', 'processed', 'succeeded', 'failed'] as const
const NUMBERS: ReadonlySet<string> = new Set(['processed', 'succeeded', 'failed'])

export function ImportTable({ imports }: { readonly imports: readonly TaskImport[] }) {
  return (
    <div className="card card-table-box">
      <table className="card-table" aria-label={t('clickup.tab.imports')} aria-rowcount={imports.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={NUMBERS.has(column) ? 'number' : undefined}>
                {t(`imports.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <WindowedBody items={imports} rowHeight={ROW_HEIGHT}>
          {(task, row) => <ImportRow key={task.id} task={task} row={row} />}
        </WindowedBody>
      </table>
    </div>
  )
}

function ImportRow({ task, row }: { readonly task: TaskImport; readonly row: RowProps }) {
  return (
    <tr {...row} className="open-row">
      <td>
        <Link href={`/clickup/imports?import=${encodeURIComponent(task.id)}`} className="row-link">
          <Ago at={task.startedAt} />
        </Link>
      </td>
      <td>{t(`imports.target.${task.target}`)}</td>
      <td>
        <ImportChip status={task.status} />
      </td>
      <td className="number keep" data-label={t('imports.column.processed')}>
        {countText(task)}
      </td>
      <td className="number" data-label={t('imports.column.succeeded')}>
        {formatNumber(task.succeeded)}
      </td>
      <td className="number" data-label={t('imports.column.failed')}>
        {task.failed > 0 ? <span className="bad-words">{formatNumber(task.failed)}</span> : 0}
      </td>
    </tr>
  )
}
