import { useMemo } from 'react'
import type { PageRun } from '../../../api/page-types.ts'
import { t } from '../../../i18n/index.ts'
import { loadable } from '../../../kit/loadable.tsx'
import { SearchField } from '../../../kit/search-field.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { Empty } from '../../../kit/states.tsx'
import { ChipFilter } from '../chip-filter.tsx'
import { isMoving } from '../pages-queries.ts'
import { countsOf, filtered, filterIn, nameOf, outcomeText, toneOf } from './outcomes.ts'
import { ResultTable } from './result-table.tsx'

const ResultDrawer = loadable(async () => (await import('./result-drawer.tsx')).ResultDrawer)

/** What has become of each task, by what people look for. */
export function Results({ run }: { readonly run: PageRun }) {
  const [search, change] = useSearchParts()
  const { outcome, search: words } = filterIn(search)
  const shown = useMemo(
    () => filtered(run.results, { outcome, search: words }),
    [run.results, outcome, words],
  )
  const named = search.get('result')
  const opened = named === null ? undefined : run.results.find((result) => nameOf(result) === named)
  if (run.results.length === 0) return <NoResults run={run} />
  return (
    <div className="stack">
      <div className="filter-bar">
        <SearchField
          label={t('clickup.filter.search')}
          placeholder={t('pages.searchHint')}
          value={words}
          onChange={(next) => change({ search: next }, { replace: true })}
        />
        <ChipFilter
          label={t('pages.column.outcome')}
          kinds={countsOf(run.results).map(([id, count]) => ({
            id,
            count,
            text: outcomeText(run, id),
            tone: toneOf(id),
          }))}
          chosen={outcome}
          onChoose={(next) => change({ outcome: next }, { replace: true })}
        />
      </div>
      {shown.length === 0 ? (
        <Empty title={t('pages.noneFound')}>
          <button type="button" onClick={() => change({ search: undefined, outcome: undefined })}>
            {t('clickup.filter.clear')}
          </button>
        </Empty>
      ) : (
        <ResultTable run={run} results={shown} />
      )}
      {opened && (
        <ResultDrawer key={named} run={run} result={opened} onClose={() => change({ result: undefined })} />
      )}
    </div>
  )
}

function NoResults({ run }: { readonly run: PageRun }) {
  if (isMoving(run)) return <p className="help">{t('pages.looking')}</p>
  return <Empty title={run.status === 'completed' ? t('pages.noTasks') : t('pages.noResults')} />
}
