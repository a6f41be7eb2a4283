import { useQuery } from '@tanstack/react-query'
import { logNameOf } from '../log-line.ts'
import { runQuery } from '../pages-queries.ts'
import { RunFrame, RunTitle } from '../run-frame.tsx'
import { RunState } from '../run-state.tsx'
import { RunViews } from '../run-views.tsx'
import { kindText } from '../run-words.tsx'
import { Results } from './results.tsx'
import { RunActions } from './run-actions.tsx'
import { RunFacts } from './run-facts.tsx'
import { logOf, tableOf } from './run-log.ts'

/** One run: how far it is, what has become of each task, its story, and what can be done next. */
export function RunPage({ id }: { readonly id: string }) {
  const query = useQuery(runQuery(id))
  return (
    <RunFrame query={query} back="/pages">
      {(run) => (
        <>
          <section className="card stack">
            <RunTitle>{kindText(run)}</RunTitle>
            <RunState run={run} />
            <RunFacts run={run} />
            <RunActions run={run} />
          </section>
          <RunViews
            log={() => ({ lines: logOf(run), table: tableOf(run) })}
            name={logNameOf('page-tasks', run)}
          >
            <Results run={run} />
          </RunViews>
        </>
      )}
    </RunFrame>
  )
}
