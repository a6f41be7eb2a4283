import { useMemo } from 'react'
import type { ProjectRun } from '../../../api/page-types.ts'
import { t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { loadable } from '../../../kit/loadable.tsx'
import { SearchField } from '../../../kit/search-field.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { Empty } from '../../../kit/states.tsx'
import { ChipFilter } from '../chip-filter.tsx'
import { isMoving } from '../pages-queries.ts'
import { asTree, countsOf, isFound, whatIn, whatOf } from './project-results.ts'
import { PlanTable } from './plan-table.tsx'

const PageChanges = loadable(async () => (await import('../diff/page-changes.tsx')).PageChanges)

/** What has become of each page or reference, or what is to be done with it. */
export function ProjectResults({ run }: { readonly run: ProjectRun }) {
  const [search, change] = useSearchParts()
  const what = whatIn(search)
  const words = search.get('search') ?? ''
  const rows = useMemo(
    () => (run.mode === 'pages' ? asTree(run.results) : run.results.map((result) => ({ result, depth: 0 }))),
    [run],
  )
  if (rows.length === 0) return <NoResults run={run} />
  const shown = rows.filter(
    ({ result }) => (what === undefined || whatOf(result) === what) && isFound(result, words),
  )
  return (
    <div className="stack">
      <div className="filter-bar">
        <SearchField
          label={t('clickup.filter.search')}
          placeholder={t('pages.project.searchHint')}
          value={words}
          onChange={(next) => change({ search: next }, { replace: true })}
        />
        <ChipFilter
          label={t('pages.column.outcome')}
          kinds={countsOf(run.results)}
          chosen={what}
          onChoose={(next) => change({ what: next }, { replace: true })}
        />
      </div>
      {shown.length === 0 ? (
        <Empty title={t('pages.noneFound')}>
          <button type="button" onClick={() => change({ search: undefined, what: undefined })}>
            {t('clickup.filter.clear')}
          </button>
        </Empty>
      ) : (
        <PlanTable run={run} rows={shown} />
      )}
      <Changes run={run} />
    </div>
  )
}

function NoResults({ run }: { readonly run: ProjectRun }) {
  if (isMoving(run)) return <p className="help">{t('pages.project.looking')}</p>
  return <Empty title={run.status === 'completed' ? t('pages.project.none') : t('pages.noResults')} />
}

/** What a relink changes on the page that the address names. */
function Changes({ run }: { readonly run: ProjectRun }) {
  const [search, change] = useSearchParts()
  const opened = run.results.filter(({ pageId }) => pageId !== null && pageId === search.get('page'))
  const [first] = opened
  if (first === undefined || first.pageId === null || run.mode !== 'relink') return null
  return (
    <Dialog isDrawer title={first.pageTitle ?? first.pageId} onClose={() => change({ page: undefined })}>
      <h3>{run.dryRun ? t('pages.changes.would') : t('pages.changes')}</h3>
      <PageChanges
        run={`/api/project-sync/runs/${encodeURIComponent(run.id)}`}
        pageId={first.pageId}
        state={`${run.status} ${opened.map(({ outcome }) => outcome).join()}`}
      />
    </Dialog>
  )
}
