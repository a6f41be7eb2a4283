import type { PageResult, PageRun } from '../../../api/page-types.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { Fact } from '../../../kit/fact.tsx'
import { Failure } from '../../../kit/states.tsx'
import { PageChanges } from '../diff/page-changes.tsx'
import { OutLink } from '../out-link.tsx'
import { useStartUndo } from '../runs/use-start.ts'
import { isDone, isUndoable, outcomeText, toneOf } from './outcomes.ts'

interface ResultDrawerProps {
  readonly run: PageRun
  readonly result: PageResult
  readonly onClose: () => void
}

/** One task, or one page as a whole: all that is known of it, and what the run has changed on the page. */
export function ResultDrawer({ run, result, onClose }: ResultDrawerProps) {
  const { pageId, taskId, summary, outcome, pageVersionAfter, pageVersionBefore } = result
  const undo = useStartUndo(run.id)
  const isAdmin = useSession().actor.role === 'admin'
  const actions = isAdmin && isUndoable(run) && isDone(result) && (
    <UndoButtons result={result} isBusy={undo.isPending} onUndo={(part) => undo.start(true, part)} />
  )
  return (
    <Dialog
      isDrawer
      title={taskId === null ? t('pages.wholePage') : summary || t('pages.noWords')}
      onClose={onClose}
      actions={actions}
    >
      <Facts run={run} result={result} />
      {undo.error && <Failure error={undo.error} />}
      <section className="stack stack-tight" aria-labelledby="page-changes">
        <h3 id="page-changes">{run.dryRun ? t('pages.changes.would') : t('pages.changes')}</h3>
        {pageId !== null && (
          <PageChanges
            run={`/api/page-tasks/runs/${encodeURIComponent(run.id)}`}
            pageId={pageId}
            state={`${run.status} ${outcome} ${pageVersionBefore} ${pageVersionAfter}`}
          />
        )}
      </section>
    </Dialog>
  )
}

interface UndoButtonsProps {
  readonly result: PageResult
  readonly isBusy: boolean
  readonly onUndo: (part: {
    readonly pageIds: readonly string[]
    readonly taskIds: readonly string[] | null
  }) => void
}

function UndoButtons({ result: { pageId, taskId }, isBusy, onUndo }: UndoButtonsProps) {
  if (pageId === null || taskId === null) return null
  const pageIds = [pageId]
  return (
    <>
      <button type="button" disabled={isBusy} onClick={() => onUndo({ pageIds, taskIds: null })}>
        {t('pages.undo.page')}
      </button>
      <button type="button" disabled={isBusy} onClick={() => onUndo({ pageIds, taskIds: [taskId] })}>
        {t('pages.undo.task')}
      </button>
    </>
  )
}

function Facts({ run, result }: Pick<ResultDrawerProps, 'run' | 'result'>) {
  const { pageTitle, pageUrl, pageVersionBefore, pageVersionAfter, outcome, error, notes } = result
  const isWritten = pageVersionAfter !== null && pageVersionAfter !== pageVersionBefore
  return (
    <dl className="facts">
      <Fact label={t('pages.column.outcome')}>
        <Chip tone={toneOf(outcome)}>{outcomeText(run, outcome)}</Chip>
        {[...(error === null ? [] : [error]), ...notes].map((reason) => (
          <p key={reason} lang="en">
            {reason}
          </p>
        ))}
      </Fact>
      <Fact label={t('pages.column.page')}>
        <OutLink href={pageUrl} where="Confluence">
          {pageTitle ?? pageUrl}
        </OutLink>
        {pageVersionBefore !== null && (
          <div className="help">
            {isWritten
              ? t('pages.versions', { before: pageVersionBefore, after: pageVersionAfter })
              : t('pages.version', { version: pageVersionBefore })}
          </div>
        )}
      </Fact>
      <TaskFacts result={result} />
    </dl>
  )
}

function TaskFacts({ result }: Pick<ResultDrawerProps, 'result'>) {
  const { issueKey, issueUrl, parentKey, parentUrl, assignee, dueDate, context, taskStatus } = result
  return (
    <>
      {issueKey !== null && (
        <Fact label={t('pages.column.issue')}>
          <OutLink href={issueUrl} where="Jira">
            {issueKey}
          </OutLink>
        </Fact>
      )}
      {parentKey !== null && (
        <Fact label={t('pages.column.parent')}>
          <OutLink href={parentUrl} where="Jira">
            {parentKey}
          </OutLink>
        </Fact>
      )}
      {taskStatus !== null && (
        <Fact label={t('pages.column.taskStatus')}>{t(`pages.task.${taskStatus}`)}</Fact>
      )}
      {assignee !== null && <Fact label={t('pages.column.assignee')}>{assignee}</Fact>}
      {dueDate !== null && <Fact label={t('pages.column.due')}>{dueDate}</Fact>}
      {context !== '' && <Fact label={t('pages.column.context')}>{context}</Fact>}
    </>
  )
}
