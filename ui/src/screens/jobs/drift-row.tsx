import { Link } from 'wouter'
import type { Drift, OperationLine } from '../../api/types.ts'
import { formatNumber, t } from '../../i18n/index.ts'
import { Ago } from '../../kit/ago.tsx'
import { MethodBadge } from '../../kit/chip.tsx'
import type { RowProps } from '../../kit/windowed.tsx'
import { pathOf } from '../studio/operation-path.ts'
import { kindTextKey, type OperationHead } from './drift.ts'

const COLUMNS = 6

/** In words where we have some. */
export function kindText(kind: string): string {
  const key = kindTextKey(kind)
  return key === undefined ? kind : t(key)
}

interface OperationRowProps {
  readonly head: OperationHead
  /** Undefined while the operations are not read, and for one that its document has lost. */
  readonly line: OperationLine | undefined
  readonly row: RowProps
}

export function OperationRow({ head, line, row }: OperationRowProps) {
  return (
    <tr {...row} className="drift-operation">
      <th scope="rowgroup" colSpan={COLUMNS}>
        <span className="row">
          {line && <MethodBadge method={line.method} />}
          <Link href={pathOf(head)}>{line?.summary ?? head.operationId}</Link>
          <span className="faint">
            {head.connector} · {t('jobs.drift.differences', { count: head.differences })}
          </span>
        </span>
      </th>
    </tr>
  )
}

interface DifferenceRowProps {
  readonly drift: Drift
  readonly row: RowProps
}

export function DifferenceRow({ drift, row }: DifferenceRowProps) {
  return (
    <tr {...row}>
      <td>{drift.pointer === '' ? t('jobs.drift.whole') : <code>{drift.pointer}</code>}</td>
      <td>{kindText(drift.kind)}</td>
      <td>
        <code>{drift.sample}</code>
      </td>
      <td className="number" data-label={t('jobs.drift.column.count')}>
        {formatNumber(drift.count)}
      </td>
      <td className="keep" data-label={t('jobs.drift.column.first')}>
        <Ago at={drift.firstSeenAt} />
      </td>
      <td className="keep" data-label={t('jobs.drift.column.last')}>
        <Ago at={drift.lastSeenAt} />
      </td>
    </tr>
  )
}
