import type { LedgerDetail } from '../../../api/upsert-types.ts'
import { formatInstant, t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Chip } from '../../../kit/chip.tsx'
import { Fact } from '../../../kit/fact.tsx'
import { MessageChip, PushedPriority, StateChip } from './entry-words.tsx'

export function EntryFacts({ entry }: { readonly entry: LedgerDetail }) {
  const { internalId, listId, taskId, priority, tags, claimedBy, claimedAt, message } = entry
  return (
    <dl className="facts">
      <Fact label={t('upserts.column.state')}>
        <StateChip entry={entry} />
        {entry.outcome !== null && <span className="faint"> {t(`upserts.outcome.${entry.outcome}`)}</span>}
      </Fact>
      <Fact label={t('upserts.column.message')}>
        <MessageChip message={message} />
        {message?.channel != null && <span className="faint mono"> {message.channel}</span>}
      </Fact>
      <Fact label={t('upserts.column.claimedBy')}>
        {claimedBy === null ? (
          t('clickup.nobody')
        ) : (
          <>
            {claimedBy.name}
            {claimedAt !== null && (
              <span className="faint">
                {' · '}
                <Ago at={claimedAt} />
              </span>
            )}
          </>
        )}
      </Fact>
      {priority !== null && (
        <Fact label={t('upserts.column.priority')}>
          <PushedPriority priority={priority} />
        </Fact>
      )}
      {tags.length > 0 && (
        <Fact label={t('clickup.column.tags')}>
          <div className="chips">
            {tags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </div>
        </Fact>
      )}
      <Fact label={t('upserts.column.pushed')}>{formatInstant(entry.pushedAt)}</Fact>
      <Fact label={t('upserts.column.internalId')}>
        <span className="mono">{internalId}</span>
      </Fact>
      <Fact label={t('upserts.list')}>
        <span className="mono">{listId}</span>
      </Fact>
      {taskId !== null && (
        <Fact label={t('upserts.taskId')}>
          <span className="mono">{taskId}</span>
        </Fact>
      )}
    </dl>
  )
}
