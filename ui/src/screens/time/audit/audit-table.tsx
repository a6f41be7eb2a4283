import type { AuditEntry } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { Moment } from '../moment.tsx'
import { SessionLink } from '../session-link.tsx'
import { actionText } from '../session/actions.ts'
import { ChangeList } from '../session/change-list.tsx'
import { toldChanges } from '../session/changes.ts'
import { useActorText } from '../session/use-actor-text.ts'
import { formatDayIn, formatTimeIn } from '../time-text.ts'

interface AuditTableProps {
  readonly entries: readonly AuditEntry[]
  readonly zone: string
  readonly isComplete: boolean
}

const ROW_HEIGHT = 90
const COLUMNS = ['seq', 'at', 'what', 'who', 'changes'] as const

export function AuditTable({ entries, zone, isComplete }: AuditTableProps) {
  return (
    <table
      className="card-table"
      aria-label={t('time.tab.audit')}
      aria-rowcount={isComplete ? entries.length + 1 : -1}
    >
      <thead>
        <tr aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`audit.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <WindowedBody items={entries} rowHeight={ROW_HEIGHT}>
        {(entry, row) => <EntryRow key={entry.id} entry={entry} row={row} zone={zone} />}
      </WindowedBody>
    </table>
  )
}

interface EntryRowProps {
  readonly entry: AuditEntry
  readonly row: RowProps
  readonly zone: string
}

function EntryRow({ entry, row, zone }: EntryRowProps) {
  const actorText = useActorText()
  const { seq, at, action, actor, sessionId, note } = entry
  return (
    <tr {...row}>
      <td className="keep faint" data-label={t('audit.column.seq')}>
        {seq}
      </td>
      <td className="keep">
        <Moment at={at} zone={zone}>
          {formatDayIn(at, zone)}, {formatTimeIn(at, zone)}
        </Moment>
      </td>
      <td>
        {sessionId === null ? (
          <strong>{actionText(action)}</strong>
        ) : (
          <SessionLink id={sessionId} className="strong-link">
            {actionText(action)}
          </SessionLink>
        )}
      </td>
      <td data-label={t('audit.column.who')}>{actorText(actor)}</td>
      <td>
        {note !== null && <p className="said">{note}</p>}
        <ChangeList changes={toldChanges(entry, zone)} />
      </td>
    </tr>
  )
}
