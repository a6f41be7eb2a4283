import type { ReactNode } from 'react'
import { Link, useSearch } from 'wouter'
import type { PageResult, PageRun } from '../../../api/page-types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { hrefWith } from '../../../kit/search-parts.ts'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { OutLink } from '../out-link.tsx'
import { hrefOfRun } from '../tabs.ts'
import { nameOf, outcomeText, toneOf } from './outcomes.ts'

interface ResultTableProps {
  readonly run: PageRun
  readonly results: readonly PageResult[]
}

const ROW_HEIGHT = 64
const COLUMNS = ['task', 'page', 'issue', 'assignee', 'due', 'outcome'] as const

export function ResultTable({ run, results }: ResultTableProps) {
  return (
    <div className="card card-table-box">
      <table className="card-table" aria-label={t('pages.tab.results')} aria-rowcount={results.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`pages.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <WindowedBody items={results} rowHeight={ROW_HEIGHT}>
          {(result, row) => (
            <ResultRow key={nameOf(result) ?? result.pageUrl} run={run} result={result} row={row} />
          )}
        </WindowedBody>
      </table>
    </div>
  )
}

interface ResultRowProps {
  readonly run: PageRun
  readonly result: PageResult
  readonly row: RowProps
}

function ResultRow({ run, result, row }: ResultRowProps) {
  const { pageTitle, pageUrl, assignee, dueDate, outcome, error, notes } = result
  return (
    <tr {...row} className="open-row">
      <td className="task-words">
        <Opener run={run} result={result} />
      </td>
      <td data-label={t('pages.column.page')}>
        <OutLink href={pageUrl} where="Confluence">
          {pageTitle ?? pageUrl}
        </OutLink>
      </td>
      <td className="keep" data-label={t('pages.column.issue')}>
        <Issue result={result} />
      </td>
      <td data-label={t('pages.column.assignee')}>
        {assignee === null ? <Nothing /> : <span className="person">{assignee}</span>}
      </td>
      <td className="keep" data-label={t('pages.column.due')}>
        {dueDate ?? <Nothing />}
      </td>
      <td className="outcome">
        <Chip tone={toneOf(outcome)}>{outcomeText(run, outcome)}</Chip>
        {[...(error === null ? [] : [error]), ...notes].map((reason) => (
          <div key={reason} lang="en" className="help">
            {reason}
          </div>
        ))}
      </td>
    </tr>
  )
}

function Nothing() {
  return <span className="faint">–</span>
}

/** The words of the task; where there is more to see they open it. */
function Opener({ run, result }: Pick<ResultRowProps, 'run' | 'result'>): ReactNode {
  const search = useSearch()
  const name = nameOf(result)
  const words = result.taskId === null ? t('pages.wholePage') : result.summary || t('pages.noWords')
  if (name === undefined) return <span className="faint">{t('pages.noPage')}</span>
  return (
    <Link
      href={hrefWith(hrefOfRun(run.id), new URLSearchParams(search), { result: name })}
      className="row-link strong-link short"
    >
      {words}
    </Link>
  )
}

function Issue({ result: { issueKey, issueUrl, parentKey, parentUrl } }: { readonly result: PageResult }) {
  return (
    <>
      {issueKey !== null && (
        <OutLink href={issueUrl} where="Jira">
          {issueKey}
        </OutLink>
      )}
      {issueKey === null && parentKey === null && <Nothing />}
      {parentKey !== null && (
        <div className="help">
          {t('pages.below')}{' '}
          <OutLink href={parentUrl} where="Jira">
            {parentKey}
          </OutLink>
        </div>
      )}
    </>
  )
}
