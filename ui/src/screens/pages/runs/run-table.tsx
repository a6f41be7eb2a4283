import { Link } from 'wouter'
import type { PageRunLine } from '../../../api/page-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import type { RowProps } from '../../../kit/windowed.tsx'
import { RunList } from '../run-list.tsx'
import { kindText, pagesText, RunChip } from '../run-words.tsx'
import { hrefOfRun } from '../tabs.ts'

interface RunTableProps {
  readonly runs: readonly PageRunLine[]
  readonly isComplete: boolean
}

const COLUMNS = ['kind', 'firstPage', 'status', 'pages', 'created'] as const

export function RunTable({ runs, isComplete }: RunTableProps) {
  return (
    <RunList runs={runs} isComplete={isComplete} columns={COLUMNS}>
      {(run, row) => <RunRow key={run.id} run={run} row={row} />}
    </RunList>
  )
}

function RunRow({ run, row }: { readonly run: PageRunLine; readonly row: RowProps }) {
  return (
    <tr {...row} className="open-row">
      <td className="keep">
        <Link href={hrefOfRun(run.id)} className="row-link strong-link">
          {kindText(run)}
        </Link>
      </td>
      <td className="run-first">{run.firstPage ?? <span className="faint">–</span>}</td>
      <td>
        <RunChip status={run.status} />
      </td>
      <td className="keep" data-label={t('pages.runs.pages')}>
        {pagesText(run.pages)}
      </td>
      <td className="keep">
        <Ago at={run.createdAt} />
      </td>
    </tr>
  )
}
