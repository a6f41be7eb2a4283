import type { RunStatus } from '../../api/page-types.ts'
import { t } from '../../i18n/index.ts'
import { Ago } from '../../kit/ago.tsx'
import { isMoving } from './pages-queries.ts'
import { pagesText, RunChip } from './run-words.tsx'

interface RunStateProps {
  readonly run: {
    readonly status: RunStatus
    readonly error: string | null
    readonly createdAt: string
    readonly finishedAt: string | null
    readonly pages: { readonly total: number; readonly finished: number }
  }
}

/** How far a run is, and how it has ended. */
export function RunState({ run }: RunStateProps) {
  const { status, error, createdAt, finishedAt, pages } = run
  return (
    <div className="stack stack-tight">
      <div className="row">
        <span role="status">
          <RunChip status={status} />
        </span>
        <span>{pagesText(pages)}</span>
        <span className="faint">
          {finishedAt === null ? t('pages.begun') : t('pages.ended')} <Ago at={finishedAt ?? createdAt} />
        </span>
      </div>
      {isMoving(run) && (
        <progress
          aria-label={t('pages.progress')}
          // As long as the pages are being looked for there is no share to show.
          value={pages.total === 0 ? undefined : pages.finished}
          max={Math.max(1, pages.total)}
        />
      )}
      {error !== null && (
        <p lang="en" className="notice notice-bad">
          {error}
        </p>
      )}
    </div>
  )
}
