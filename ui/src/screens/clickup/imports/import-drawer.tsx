import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { TaskImport } from '../../../api/clickup-types.ts'
import { api, Problem } from '../../../api/client.ts'
import { formatInstant, formatNumber, t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { ImportActions } from './import-actions.tsx'
import { ImportState } from './import-card.tsx'

const WATCH_MS = 1_500

interface ImportDrawerProps {
  readonly id: string
  readonly onClose: () => void
}

/** One import with what failed in it; it goes on when this is closed. */
export function ImportDrawer({ id, onClose }: ImportDrawerProps) {
  const found = useQuery({
    queryKey: ['clickup-imports', 'one', id],
    queryFn: ({ signal }) => api<TaskImport>(`/api/clickup/imports/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? WATCH_MS : false),
  })
  const isGone = found.error instanceof Problem && [404, 422].includes(found.error.status)
  return (
    <Dialog isDrawer title={t('imports.import')} onClose={onClose}>
      {isGone ? (
        <p className="notice notice-warn">{t('imports.gone')}</p>
      ) : (
        <Loaded query={found}>{(task) => <Details task={task} />}</Loaded>
      )}
    </Dialog>
  )
}

function Details({ task }: { readonly task: TaskImport }) {
  return (
    <>
      <div role="status">
        <ImportState task={task} />
      </div>
      <ImportActions task={task} />
      {task.status === 'running' && <p className="help">{t('imports.goesOn')}</p>}
      <dl className="facts">
        <dt>{t('imports.column.target')}</dt>
        <dd>{t(`imports.target.${task.target}`)}</dd>
        <dt>{t('imports.filter')}</dt>
        <dd>{t(`imports.filter.${task.filter}`)}</dd>
        <dt>{t('imports.delay')}</dt>
        <dd>{t('imports.seconds', { count: task.delaySeconds })}</dd>
        <dt>{t('imports.column.started')}</dt>
        <dd>{formatInstant(task.startedAt)}</dd>
        {task.finishedAt !== null && (
          <>
            <dt>{t('imports.finished')}</dt>
            <dd>{formatInstant(task.finishedAt)}</dd>
          </>
        )}
      </dl>
      {task.failedTasks.length > 0 && <FailedTasks task={task} />}
    </>
  )
}

function FailedTasks({ task: { failed, failedTasks } }: { readonly task: TaskImport }) {
  return (
    <section className="stack stack-tight" aria-labelledby="failed-tasks">
      <h3 id="failed-tasks">{t('imports.failedTasks', { count: failed })}</h3>
      <ul className="plain-list failed-tasks">
        {failedTasks.map(({ taskId, name, error }) => (
          <li key={taskId}>
            <Link href={`/clickup?task=${encodeURIComponent(taskId)}`}>{name === '' ? taskId : name}</Link>
            <p className="error-text">{error}</p>
          </li>
        ))}
      </ul>
      {failedTasks.length < failed && (
        <p className="help">{t('imports.failedMore', { number: formatNumber(failedTasks.length) })}</p>
      )}
    </section>
  )
}
