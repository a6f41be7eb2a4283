import type { PageRunLine } from '../../../api/page-types.ts'
import { useList } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { ListMore } from '../../../kit/list-more.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { useWatch } from '../../../kit/use-watch.ts'
import { isMoving, WATCH_MS } from '../pages-queries.ts'
import { StartGate } from '../start-gate.tsx'
import { RunTable } from './run-table.tsx'
import { StartForm } from './start-form.tsx'

/** Tasks of pages become issues: begun here, and listed. */
export function Runs() {
  const runs = useList<PageRunLine>('page-runs', '/api/page-tasks/runs', {})
  useWatch(runs.items?.some(isMoving) ? WATCH_MS : undefined, () => void runs.refetch())
  return (
    <>
      <p className="help narrow">{t('pages.help')}</p>
      <StartGate>
        <StartForm />
      </StartGate>
      <Loaded query={{ ...runs, data: runs.items }}>
        {(items) =>
          items.length === 0 ? <NoRuns /> : <RunTable runs={items} isComplete={!runs.hasNextPage} />
        }
      </Loaded>
      <ListMore list={runs} />
    </>
  )
}

function NoRuns() {
  return (
    <Empty title={t('pages.empty')}>
      <p>{t('pages.emptyHelp')}</p>
    </Empty>
  )
}
