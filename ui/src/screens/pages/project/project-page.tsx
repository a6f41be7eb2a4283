import { useQuery } from '@tanstack/react-query'
import type { ProjectRun } from '../../../api/page-types.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Fact } from '../../../kit/fact.tsx'
import { Failure } from '../../../kit/states.tsx'
import { CancelButton } from '../cancel-button.tsx'
import { logNameOf } from '../log-line.ts'
import { OutLink } from '../out-link.tsx'
import { isMoving, projectRunQuery } from '../pages-queries.ts'
import { RunFrame, RunTitle } from '../run-frame.tsx'
import { RunState } from '../run-state.tsx'
import { RunViews } from '../run-views.tsx'
import { modeText } from './mode-text.ts'
import { logOf, tableOf } from './project-log.ts'
import { ProjectResults } from './project-results-view.tsx'
import { useStartProject } from './use-start-project.ts'

/** A sync of a project, or its plan. */
export function ProjectPage({ id }: { readonly id: string }) {
  const query = useQuery(projectRunQuery(id))
  return (
    <RunFrame query={query} back="/pages/project">
      {(run) => (
        <>
          <section className="card stack">
            <RunTitle>{modeText(run)}</RunTitle>
            <RunState run={run} />
            <dl className="facts">
              <Fact label={t('pages.runs.project')}>{run.projectKey}</Fact>
              <Fact label={t('pages.runs.page')}>
                <OutLink href={run.projectPageUrl} where="Confluence">
                  {run.projectPageUrl}
                </OutLink>
              </Fact>
            </dl>
            <Notes notes={run.notes} />
            <Actions run={run} />
          </section>
          <RunViews
            log={() => ({ lines: logOf(run), table: tableOf(run) })}
            name={logNameOf('project-sync', run)}
          >
            <ProjectResults run={run} />
          </RunViews>
        </>
      )}
    </RunFrame>
  )
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <ul className="plain-list" lang="en">
      {notes.map((note) => (
        <li key={note} className="help">
          {note}
        </li>
      ))}
    </ul>
  )
}

function Actions({ run }: { readonly run: ProjectRun }) {
  const isAdmin = useSession().actor.role === 'admin'
  if (isMoving(run))
    return isAdmin ? (
      <div className="row">
        <CancelButton run={`/api/project-sync/runs/${encodeURIComponent(run.id)}`} queryKey="project-runs" />
        <span className="help">{t('pages.goesOn')}</span>
      </div>
    ) : null
  if (!run.dryRun) return null
  const isWorth = run.status === 'completed' && run.results.some(({ outcome }) => outcome === 'planned')
  if (isAdmin && isWorth) return <CarryOut run={run} />
  return <p className="notice">{isWorth ? t('pages.tried') : t('pages.project.nothing')}</p>
}

function CarryOut({ run }: { readonly run: ProjectRun }) {
  const carryOut = useStartProject(false)
  return (
    <div className="notice">
      <p>{t('pages.tried')}</p>
      <button
        type="button"
        className="primary"
        disabled={carryOut.isPending}
        onClick={() => carryOut.mutate(run)}
      >
        {t('pages.project.do')}
      </button>
      {carryOut.error && <Failure error={carryOut.error} />}
    </div>
  )
}
