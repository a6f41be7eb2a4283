import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TaskDetail } from '../../../api/clickup-types.ts'
import { Problem } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { Fact } from '../../../kit/fact.tsx'
import { loadable } from '../../../kit/loadable.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { taskQuery } from '../clickup-queries.ts'
import { Attachments } from './attachments.tsx'
import { Comments } from './comments.tsx'
import { TaskFacts } from './task-facts.tsx'

const TransferDialog = loadable(async () => (await import('../transfers/transfer-dialog.tsx')).TransferDialog)

interface TaskDrawerProps {
  readonly id: string
  readonly onClose: () => void
}

/** One task with all that is kept of it. */
export function TaskDrawer({ id, onClose }: TaskDrawerProps) {
  const task = useQuery(taskQuery(id))
  const isAdmin = useSession().actor.role === 'admin'
  const [isTransferring, setTransferring] = useState(false)
  const { data } = task
  // 422: what stands in the address can be no task's id.
  const isGone = task.error instanceof Problem && [404, 422].includes(task.error.status)
  return (
    <>
      <Dialog
        isDrawer
        title={data?.name ?? t('clickup.task')}
        onClose={onClose}
        actions={
          data && (
            <>
              <a className="button" href={data.url} target="_blank" rel="noreferrer">
                {t('clickup.task.open')}
              </a>
              {isAdmin && (
                <button type="button" className="primary" onClick={() => setTransferring(true)}>
                  {t('clickup.task.transfer')}
                </button>
              )}
            </>
          )
        }
      >
        {isGone ? (
          <p className="notice notice-warn">{t('clickup.task.gone')}</p>
        ) : (
          <Loaded query={task}>
            {(found) => (
              <>
                <Details task={found} />
                {!isAdmin && <p className="help">{t('clickup.task.transferAdmins')}</p>}
              </>
            )}
          </Loaded>
        )}
      </Dialog>
      {data && isTransferring && <TransferDialog task={data} onClose={() => setTransferring(false)} />}
    </>
  )
}

function Details({ task }: { readonly task: TaskDetail }) {
  return (
    <>
      <TaskFacts task={task} />
      <section className="stack stack-tight" aria-labelledby="task-description">
        <h3 id="task-description">{t('clickup.task.description')}</h3>
        {task.description.trim() === '' ? (
          <p className="faint">{t('clickup.task.noDescription')}</p>
        ) : (
          <p className="said">{task.description}</p>
        )}
      </section>
      <Fields fields={task.fields} />
      {task.detailsProblem !== null && (
        <div className="notice notice-warn">
          <p>{t('clickup.task.old')}</p>
          <p>{task.detailsProblem}</p>
        </div>
      )}
      {task.attachments && <Attachments attachments={task.attachments} />}
      {task.comments && <Comments comments={task.comments} />}
    </>
  )
}

function Fields({ fields }: Pick<TaskDetail, 'fields'>) {
  const filled = fields.filter(({ text }) => text !== null)
  if (fields.length === 0) return null
  return (
    <section className="stack stack-tight" aria-labelledby="task-fields">
      <h3 id="task-fields">{t('clickup.task.fields')}</h3>
      {filled.length > 0 && (
        <dl className="facts">
          {filled.map(({ id, name, text }) => (
            <Fact key={id} label={name}>
              {text}
            </Fact>
          ))}
        </dl>
      )}
      {filled.length < fields.length && (
        <p className="help">{t('clickup.task.emptyFields', { count: fields.length - filled.length })}</p>
      )}
    </section>
  )
}
