import type { ReactElement } from 'react'
import { t } from '../../i18n/index.ts'
import { WindowedBody, type RowProps } from '../../kit/windowed.tsx'

type Column = 'kind' | 'firstPage' | 'project' | 'page' | 'status' | 'pages' | 'created'

interface RunListProps<Run> {
  readonly runs: readonly Run[]
  readonly isComplete: boolean
  readonly columns: readonly Column[]
  readonly children: (run: Run, row: RowProps) => ReactElement
}

const ROW_HEIGHT = 52

/** Runs, newest first, a row each. */
export function RunList<Run>({ runs, isComplete, columns, children }: RunListProps<Run>) {
  return (
    <div className="card card-table-box">
      <table
        className="card-table"
        aria-label={t('pages.runs')}
        aria-rowcount={isComplete ? runs.length + 1 : -1}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`pages.runs.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <WindowedBody items={runs} rowHeight={ROW_HEIGHT}>
          {children}
        </WindowedBody>
      </table>
    </div>
  )
}
