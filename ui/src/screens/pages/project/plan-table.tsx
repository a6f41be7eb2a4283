import { Link, useSearch } from 'wouter'
import type { ProjectResult, ProjectRun } from '../../../api/page-types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { hrefWith } from '../../../kit/search-parts.ts'
import { WindowedBody } from '../../../kit/windowed.tsx'
import { OutLink } from '../out-link.tsx'
import { hrefOfProjectRun } from '../tabs.ts'
import { likenessText, toneOf, whatOf, whatText, type TreeRow } from './project-results.ts'

interface PlanTableProps {
  readonly run: ProjectRun
  readonly rows: readonly TreeRow[]
}

const ROW_HEIGHT = 48
const COLUMNS = {
  pages: ['page', 'issue', 'outcome'],
  relink: ['page', 'reference', 'outcome'],
} as const

/** Pages in their tree, or the references on pages. */
export function PlanTable({ run, rows }: PlanTableProps) {
  const Cells = run.mode === 'pages' ? PageCells : ReferenceCells
  return (
    <div className="card card-table-box">
      <table className="card-table plan" aria-label={t('pages.tab.results')} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS[run.mode].map((column) => (
              <th key={column} scope="col">
                {t(`pages.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <WindowedBody items={rows} rowHeight={ROW_HEIGHT}>
          {(row, place) => (
            <tr
              key={place['data-index']}
              {...place}
              className={run.mode === 'relink' ? 'open-row' : undefined}
            >
              <Cells run={run} row={row} />
              <Outcome result={row.result} />
            </tr>
          )}
        </WindowedBody>
      </table>
    </div>
  )
}

interface CellsProps {
  readonly run: ProjectRun
  readonly row: TreeRow
}

const INDENT_PX = 20
const DEEPEST = 8

function PageCells({ row: { result, depth } }: CellsProps) {
  const { pageTitle, pageUrl, issueKey, issueUrl, issueSummary } = result
  return (
    <>
      <td className="plan-page">
        <div style={{ paddingInlineStart: Math.min(depth, DEEPEST) * INDENT_PX }}>
          <span className="hidden-text">{t('pages.project.level', { level: depth + 1 })} </span>
          <OutLink href={pageUrl} where="Confluence">
            {pageTitle ?? issueSummary}
          </OutLink>
        </div>
      </td>
      <td data-label={t('pages.column.issue')}>
        <Issue href={issueUrl} issueKey={issueKey} />
        {issueSummary !== '' && issueSummary !== pageTitle && <div className="help">{issueSummary}</div>}
      </td>
    </>
  )
}

function ReferenceCells({ run, row: { result } }: CellsProps) {
  const search = useSearch()
  const { pageId, pageTitle, pageUrl, previousKey, issueKey, issueUrl, issueSummary, likeness } = result
  const title = pageTitle ?? pageUrl ?? t('pages.noPage')
  return (
    <>
      <td className="plan-page">
        {pageId === null ? (
          title
        ) : (
          <Link
            href={hrefWith(hrefOfProjectRun(run.id), new URLSearchParams(search), { page: pageId })}
            className="row-link strong-link"
          >
            {title}
          </Link>
        )}
      </td>
      <td data-label={t('pages.column.reference')}>
        {previousKey !== null && (
          <>
            <del>{previousKey}</del>
            <span aria-hidden="true"> › </span>
            <span className="hidden-text"> {t('pages.project.becomes')} </span>
          </>
        )}
        <Issue href={issueUrl} issueKey={issueKey} />
        {issueSummary !== '' && <div className="help">{issueSummary}</div>}
        {likeness !== null && <div className="help">{likenessText(likeness)}</div>}
      </td>
    </>
  )
}

function Issue({ href, issueKey }: { readonly href: string | null; readonly issueKey: string | null }) {
  if (issueKey === null) return <span className="faint">–</span>
  return (
    <OutLink href={href} where="Jira">
      {issueKey}
    </OutLink>
  )
}

function Outcome({ result }: { readonly result: ProjectResult }) {
  return (
    <td className="outcome">
      <Chip tone={toneOf(result)}>{whatText(whatOf(result))}</Chip>
      {result.error !== null && (
        <div lang="en" className="help">
          {result.error}
        </div>
      )}
    </td>
  )
}
