import { Link } from 'wouter'
import { useList } from '../../api/queries.ts'
import type { CallLine } from '../../api/types.ts'
import { formatAgo, formatInstant, formatMs, t } from '../../i18n/index.ts'
import { Chip, MethodBadge, type Tone } from '../../kit/chip.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { pathOf } from './operation-path.ts'

/** The workspace's calls, newest first; opening one fills the form with its input and shows its answer. */
export function HistoryList() {
  const calls = useList<CallLine>('calls', '/api/calls', { limit: '50' })
  return (
    <div className="side-scroll">
      <Loaded query={{ data: calls.items, error: calls.error, refetch: calls.refetch }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('studio.noHistory')} />
          ) : (
            <ul className="side-list">
              {items.map((call) => (
                <CallRow key={call.id} call={call} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {calls.hasNextPage && (
        <button type="button" disabled={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
          {t('action.more')}
        </button>
      )}
    </div>
  )
}

function CallRow({ call }: { readonly call: CallLine }) {
  return (
    <li>
      <Link href={pathOf(call, { call: call.id })} className="side-link">
        <span className="row">
          <MethodBadge method={call.method} />
          <span className="grow truncate">{call.operationId}</span>
          <Chip tone={toneOf(call)}>{call.status ?? t('studio.noAnswerShort')}</Chip>
        </span>
        <span className="row between faint help">
          <time dateTime={call.createdAt} title={formatInstant(call.createdAt)}>
            {formatAgo(call.createdAt)}
          </time>
          <span>{formatMs(call.durationMs)}</span>
        </span>
      </Link>
    </li>
  )
}

function toneOf({ status }: CallLine): Tone {
  if (status === null || status >= 500) return 'bad'
  return status >= 400 ? 'warn' : 'good'
}
