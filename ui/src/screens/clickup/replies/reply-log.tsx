import { Link } from 'wouter'
import type { ReplyLogEntry } from '../../../api/reply-types.ts'
import { useList } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Chip, type Tone } from '../../../kit/chip.tsx'
import { ListMore } from '../../../kit/list-more.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'

const ROW_HEIGHT = 70
const COLUMNS = ['at', 'rule', 'text', 'status', 'task'] as const
const TONES: Readonly<Record<ReplyLogEntry['status'], Tone>> = {
  waiting: 'plain',
  sending: 'busy',
  sent: 'good',
  skipped: 'plain',
  failed: 'bad',
  unknown: 'warn',
}

/** What was answered, and what was not and why. */
export function ReplyLog() {
  const log = useList<ReplyLogEntry>('clickup-replies', '/api/clickup/auto-replies/log', {})
  return (
    <>
      <Loaded query={{ ...log, data: log.items }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('replies.log.empty')}>
              <p>{t('replies.log.emptyHelp')}</p>
            </Empty>
          ) : (
            <div className="card card-table-box">
              <LogTable entries={items} />
            </div>
          )
        }
      </Loaded>
      <ListMore list={log} />
    </>
  )
}

function LogTable({ entries }: { readonly entries: readonly ReplyLogEntry[] }) {
  return (
    <table className="card-table" aria-label={t('replies.view.log')} aria-rowcount={entries.length + 1}>
      <thead>
        <tr aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`replies.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <WindowedBody items={entries} rowHeight={ROW_HEIGHT}>
        {(entry, row) => <LogRow key={entry.id} entry={entry} row={row} />}
      </WindowedBody>
    </table>
  )
}

function LogRow({ entry, row }: { readonly entry: ReplyLogEntry; readonly row: RowProps }) {
  const { at, event, taskId, ruleName, text, status, error } = entry
  return (
    <tr {...row}>
      <td className="keep">
        <Ago at={at} />
        <div className="help">{t(`replies.one.${event}`)}</div>
      </td>
      <td data-label={t('replies.column.rule')}>{ruleName === '' ? '–' : ruleName}</td>
      <td>
        <p className="said clipped">{text}</p>
      </td>
      <td>
        <Chip tone={TONES[status]}>{t(`replies.status.${status}`)}</Chip>
        {error !== null && <div className={status === 'failed' ? 'error-text' : 'help'}>{error}</div>}
      </td>
      <td>
        <Link href={`/clickup?task=${encodeURIComponent(taskId)}`} className="mono">
          {taskId}
        </Link>
      </td>
    </tr>
  )
}
