import type { TimeSession } from '../../../api/time-types.ts'
import { formatNumber, t } from '../../../i18n/index.ts'
import { WindowedBody } from '../../../kit/windowed.tsx'
import { formatDuration } from '../time-text.ts'
import { SessionRow } from './session-row.tsx'
import { totalsOf } from './totals.ts'

interface SessionTableProps {
  readonly sessions: readonly TimeSession[]
  /** Whether these are all. */
  readonly isComplete: boolean
}

const ROW_HEIGHT = 58
const COLUMNS = ['person', 'work', 'start', 'end', 'duration', 'edits', 'status'] as const
const NUMBERS: ReadonlySet<string> = new Set(['duration', 'edits'])

export function SessionTable({ sessions, isComplete }: SessionTableProps) {
  return (
    <table
      className="card-table sessions"
      aria-label={t('time.tab.sessions')}
      aria-rowcount={isComplete ? sessions.length + 2 : -1}
    >
      <thead>
        <tr aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" className={NUMBERS.has(column) ? 'number' : undefined}>
              {t(`time.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <WindowedBody items={sessions} rowHeight={ROW_HEIGHT}>
        {(session, row) => <SessionRow key={session.id} session={session} row={row} />}
      </WindowedBody>
      <Foot sessions={sessions} isComplete={isComplete} />
    </table>
  )
}

function Foot({ sessions, isComplete }: SessionTableProps) {
  const { count, seconds, billableSeconds, runningCount } = totalsOf(sessions)
  return (
    <tfoot>
      <tr className="totals">
        <th scope="row" colSpan={4}>
          {isComplete ? t('time.total', { count }) : t('time.totalSoFar', { count })}
          {runningCount > 0 && (
            <span className="faint"> · {t('time.totalRunning', { count: runningCount })}</span>
          )}
        </th>
        <td className="number" data-label={t('time.column.duration')}>
          <strong>{formatDuration(seconds)}</strong>
        </td>
        <td className="number" data-label={t('time.column.edits')}>
          {formatNumber(sessions.reduce((sum, { edits }) => sum + edits, 0))}
        </td>
        <td className="faint">{t('time.totalBillable', { time: formatDuration(billableSeconds) })}</td>
      </tr>
    </tfoot>
  )
}
