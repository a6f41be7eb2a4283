import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import type { RowProps } from '../../../kit/windowed.tsx'
import { SessionLink } from '../session-link.tsx'
import { FlagChips, StatusChip } from '../session-words.tsx'
import { formatDayIn, formatDuration, formatTimeIn, offsetIn, workText, zoneOf } from '../time-text.ts'
import { Moment } from '../moment.tsx'
import { RunningTime } from '../running-time.tsx'
import { dayIn } from '../zoned.ts'

interface SessionRowProps {
  readonly session: TimeSession
  readonly row: RowProps
}

export function SessionRow({ session, row }: SessionRowProps) {
  const { person, startedAt, endedAt, durationSeconds, edits, status } = session
  const zone = zoneOf(session)
  const { place, description } = workText(session)
  return (
    <tr {...row} className={status === 'deleted' ? 'open-row is-deleted' : 'open-row'}>
      <td>
        <SessionLink id={session.id}>{person.name}</SessionLink>
      </td>
      <td>
        <div>{place === '' ? <span className="faint">{t('time.noProject')}</span> : place}</div>
        {description !== '' && <div className="help">{description}</div>}
      </td>
      <td className="keep" data-label={t('time.column.start')}>
        <Moment at={startedAt} zone={zone}>
          {formatDayIn(startedAt, zone)}, <strong>{formatTimeIn(startedAt, zone)}</strong>{' '}
          <span className="help">{offsetIn(startedAt, zone)}</span>
        </Moment>
      </td>
      <td className="keep" data-label={t('time.column.end')}>
        {endedAt === null ? <span className="faint">–</span> : <End session={session} at={endedAt} />}
      </td>
      <td className="keep number" data-label={t('time.column.duration')}>
        {durationSeconds === null
          ? session.running && <RunningTime since={startedAt} />
          : formatDuration(durationSeconds)}
      </td>
      <td className="number" data-label={t('time.column.edits')}>
        {edits}
      </td>
      <td>
        <div className="chips">
          <StatusChip status={status} />
          <FlagChips session={session} />
        </div>
      </td>
    </tr>
  )
}

/** With its day, where it is another than that of the start. */
function End({ session, at }: { readonly session: TimeSession; readonly at: string }) {
  const zone = zoneOf(session)
  const isSameDay = dayIn(Date.parse(session.startedAt), zone) === dayIn(Date.parse(at), zone)
  return (
    <Moment at={at} zone={zone}>
      {!isSameDay && `${formatDayIn(at, zone)}, `}
      <strong>{formatTimeIn(at, zone)}</strong>
    </Moment>
  )
}
