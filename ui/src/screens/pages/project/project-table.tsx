import { Link } from 'wouter'
import type { ProjectRunLine } from '../../../api/page-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import type { RowProps } from '../../../kit/windowed.tsx'
import { RunList } from '../run-list.tsx'
import { RunChip } from '../run-words.tsx'
import { hrefOfProjectRun } from '../tabs.ts'
import { modeText } from './mode-text.ts'

interface ProjectTableProps {
  readonly runs: readonly ProjectRunLine[]
  readonly isComplete: boolean
}

const COLUMNS = ['kind', 'project', 'page', 'status', 'created'] as const

export function ProjectTable({ runs, isComplete }: ProjectTableProps) {
  return (
    <RunList runs={runs} isComplete={isComplete} columns={COLUMNS}>
      {(run, row) => <ProjectRow key={run.id} run={run} row={row} />}
    </RunList>
  )
}

function ProjectRow({ run, row }: { readonly run: ProjectRunLine; readonly row: RowProps }) {
  return (
    <tr {...row} className="open-row">
      <td>
        <Link href={hrefOfProjectRun(run.id)} className="row-link strong-link">
          {modeText(run)}
        </Link>
      </td>
      <td className="keep" data-label={t('pages.runs.project')}>
        {run.projectKey}
      </td>
      <td>{run.projectPageUrl}</td>
      <td>
        <RunChip status={run.status} />
      </td>
      <td className="keep">
        <Ago at={run.createdAt} />
      </td>
    </tr>
  )
}
