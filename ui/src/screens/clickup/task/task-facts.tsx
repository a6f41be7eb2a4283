import type { ReactNode } from 'react'
import type { TaskDetail } from '../../../api/clickup-types.ts'
import { formatInstant, t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { formatDate, PriorityChip, StatusMark } from '../words.tsx'

export function TaskFacts({ task }: { readonly task: TaskDetail }) {
  const { id, customId, status, priority, assignees, tags, creator } = task
  const { dueAt, startAt, closedAt, createdAt, updatedAt } = task
  return (
    <dl className="facts">
      <Fact name="status">
        <StatusMark status={status} />
      </Fact>
      <Fact name="priority">{priority === null ? '–' : <PriorityChip priority={priority} />}</Fact>
      <Fact name="assignees">
        {assignees.length === 0 ? t('clickup.nobody') : assignees.map(({ name }) => name).join(', ')}
      </Fact>
      {startAt !== null && <Fact name="start">{formatDate(startAt)}</Fact>}
      <Fact name="due">{dueAt === null ? '–' : formatDate(dueAt)}</Fact>
      {tags.length > 0 && (
        <Fact name="tags">
          <div className="chips">
            {tags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </div>
        </Fact>
      )}
      {creator && <Fact name="creator">{creator.name}</Fact>}
      <Fact name="created">{formatInstant(createdAt)}</Fact>
      <Fact name="updated">{formatInstant(updatedAt)}</Fact>
      {closedAt !== null && <Fact name="closed">{formatInstant(closedAt)}</Fact>}
      <Fact name="id">
        <span className="mono">{customId === null ? id : `${customId} · ${id}`}</span>
      </Fact>
    </dl>
  )
}

type FactName =
  | 'status'
  | 'priority'
  | 'assignees'
  | 'start'
  | 'due'
  | 'tags'
  | 'creator'
  | 'created'
  | 'updated'
  | 'closed'
  | 'id'

function Fact({ name, children }: { readonly name: FactName; readonly children: ReactNode }) {
  return (
    <div className="key">
      <dt>{t(`clickup.column.${name}`)}</dt>
      <dd>{children}</dd>
    </div>
  )
}
