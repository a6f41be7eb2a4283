import type { PageRun } from '../../../api/page-types.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'
import { CancelButton } from '../cancel-button.tsx'
import { isMoving } from '../pages-queries.ts'
import { useStartSync, useStartUndo } from '../runs/use-start.ts'
import { isUndoable } from './outcomes.ts'

/** What can be done with a run in its state: each step that writes comes after one that only shows. */
export function RunActions({ run }: { readonly run: PageRun }) {
  const isAdmin = useSession().actor.role === 'admin'
  if (!isAdmin) return run.dryRun ? <p className="notice">{t('pages.nothingWritten')}</p> : null
  if (isMoving(run))
    return (
      <div className="row">
        <CancelButton run={`/api/page-tasks/runs/${encodeURIComponent(run.id)}`} queryKey="page-runs" />
        <span className="help">{t('pages.goesOn')}</span>
      </div>
    )
  if (run.kind === 'undo') return run.dryRun ? <DoUndo run={run} /> : null
  if (run.dryRun) return <DoSync run={run} />
  return isUndoable(run) ? <PreviewUndo run={run} /> : null
}

function DoSync({ run: { request, status, results } }: { readonly run: PageRun }) {
  const { start, isPending, error } = useStartSync()
  if (request === null) return null
  const isWorth = status === 'completed' && results.some(({ outcome }) => outcome === 'planned')
  return (
    <div className="notice">
      <p>{isWorth ? t('pages.tried') : t('pages.nothingWritten')}</p>
      {isWorth && (
        <button type="button" className="primary" disabled={isPending} onClick={() => start(request, false)}>
          {t('pages.do')}
        </button>
      )}
      {error && <Failure error={error} />}
    </div>
  )
}

function DoUndo({ run: { undoes, part, status, results } }: { readonly run: PageRun }) {
  const { start, isPending, error } = useStartUndo(undoes ?? '')
  const isWorth =
    status === 'completed' && results.some(({ outcome }) => outcome === 'undone' || outcome === 'merged')
  return (
    <div className="notice">
      <p>{isWorth ? t('pages.undo.previewed') : t('pages.undo.nothing')}</p>
      {isWorth && (
        <button
          type="button"
          className="primary"
          disabled={isPending}
          onClick={() => start(false, part ?? undefined)}
        >
          {t('pages.undo.do')}
        </button>
      )}
      {error && <Failure error={error} />}
    </div>
  )
}

function PreviewUndo({ run: { id } }: { readonly run: PageRun }) {
  const { start, isPending, error } = useStartUndo(id)
  return (
    <div className="stack">
      <div className="row">
        <button type="button" disabled={isPending} onClick={() => start(true)}>
          {t('pages.undo.preview')}
        </button>
        <span className="help grow">{t('pages.undo.previewHelp')}</span>
      </div>
      {error && <Failure error={error} />}
    </div>
  )
}
