import { Link, useSearch } from 'wouter'
import type { TaskLine } from '../../../api/clickup-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Chip } from '../../../kit/chip.tsx'
import { hrefWith } from '../../../kit/search-parts.ts'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { formatDate, PriorityChip, StatusMark } from '../words.tsx'

interface TaskTableProps {
  readonly tasks: readonly TaskLine[]
  /** Whether these are all. */
  readonly isComplete: boolean
}

const ROW_HEIGHT = 58
const COLUMNS = ['name', 'status', 'priority', 'assignees', 'due', 'tags', 'updated'] as const

export function TaskTable({ tasks, isComplete }: TaskTableProps) {
  return (
    <table
      className="card-table"
      aria-label={t('clickup.tab.tasks')}
      aria-rowcount={isComplete ? tasks.length + 1 : -1}
    >
      <thead>
        <tr aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`clickup.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <WindowedBody items={tasks} rowHeight={ROW_HEIGHT}>
        {(task, row) => <TaskRow key={task.id} task={task} row={row} />}
      </WindowedBody>
    </table>
  )
}

function TaskRow({ task, row }: { readonly task: TaskLine; readonly row: RowProps }) {
  const search = useSearch()
  const { id, customId, name, status, priority, assignees, dueAt, tags, updatedAt } = task
  return (
    <tr {...row} className="open-row">
      <td className="task-name">
        <Link
          href={hrefWith('/clickup', new URLSearchParams(search), { task: id })}
          className="row-link strong-link"
        >
          {name}
        </Link>
        <div className="help mono">{customId ?? id}</div>
      </td>
      <td data-label={t('clickup.column.status')}>
        <StatusMark status={status} />
      </td>
      <td data-label={t('clickup.column.priority')}>{priority && <PriorityChip priority={priority} />}</td>
      <td data-label={t('clickup.column.assignees')}>
        {assignees.length === 0 ? (
          <span className="faint">{t('clickup.nobody')}</span>
        ) : (
          assignees.map((person) => person.name).join(', ')
        )}
      </td>
      <td className="keep" data-label={t('clickup.column.due')}>
        {dueAt !== null && <Due at={dueAt} isClosed={isClosed(task)} />}
      </td>
      <td>
        {tags.length > 0 && (
          <div className="chips">
            {tags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </div>
        )}
      </td>
      <td className="keep" data-label={t('clickup.column.updated')}>
        <Ago at={updatedAt} />
      </td>
    </tr>
  )
}

function isClosed({ status }: TaskLine): boolean {
  return status.type === 'closed' || status.type === 'done'
}

function Due({ at, isClosed: isDone }: { readonly at: string; readonly isClosed: boolean }) {
  const isLate = !isDone && Date.parse(at) < Date.now()
  return (
    <>
      <time dateTime={at}>{formatDate(at)}</time>
      {isLate && <div className="error-text">{t('clickup.overdue')}</div>}
    </>
  )
}
