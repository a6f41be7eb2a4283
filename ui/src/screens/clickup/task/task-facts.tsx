import type { TaskDetail } from '../../../api/clickup-types.ts'
import { formatInstant, t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { Fact } from '../../../kit/fact.tsx'
import { formatDate, PriorityChip, StatusMark } from '../words.tsx'

export function TaskFacts({ task }: { readonly task: TaskDetail }) {
  const { id, customId, status, priority, assignees, tags, creator } = task
  const { dueAt, startAt, closedAt, createdAt, updatedAt } = task
  return (
    <dl className="facts">
      <Fact label={t('clickup.column.status')}>
        <StatusMark status={status} />
      </Fact>
      <Fact label={t('clickup.column.priority')}>
        {priority === null ? '–' : <PriorityChip priority={priority} />}
      </Fact>
      <Fact label={t('clickup.column.assignees')}>
        {assignees.length === 0 ? t('clickup.nobody') : assignees.map(({ name }) => name).join(', ')}
      </Fact>
      {startAt !== null && <Fact label={t('clickup.column.start')}>{formatDate(startAt)}</Fact>}
      <Fact label={t('clickup.column.due')}>{dueAt === null ? '–' : formatDate(dueAt)}</Fact>
      {tags.length > 0 && (
        <Fact label={t('clickup.column.tags')}>
          <div className="chips">
            {tags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </div>
        </Fact>
      )}
      {creator && <Fact label={t('clickup.column.creator')}>{creator.name}</Fact>}
      <Fact label={t('clickup.column.created')}>{formatInstant(createdAt)}</Fact>
      <Fact label={t('clickup.column.updated')}>{formatInstant(updatedAt)}</Fact>
      {closedAt !== null && <Fact label={t('clickup.column.closed')}>{formatInstant(closedAt)}</Fact>}
      <Fact label={t('clickup.column.id')}>
        <span className="mono">{customId === null ? id : `${customId} · ${id}`}</span>
      </Fact>
    </dl>
  )
}
