import type { OvertimeBoard } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { Moment } from '../moment.tsx'
import { SessionLink } from '../session-link.tsx'
import {
  formatClock,
  formatDuration,
  formatHours,
  formatTimeIn,
  offsetIn,
  workText,
  zoneOf,
} from '../time-text.ts'
import { useNow } from '../../../kit/use-now.ts'

type Running = OvertimeBoard['running'][number]

const TICK_MS = 1_000
const HOUR_S = 3_600

/** Counts on by itself between two looks at the server. */
export function RunningCard({ session, limitHours, over }: Running) {
  const now = useNow(TICK_MS)
  const seconds = Math.max(0, (now - Date.parse(session.startedAt)) / 1_000)
  const limitSeconds = limitHours * HOUR_S
  const isOver = over || seconds > limitSeconds
  const zone = zoneOf(session)
  const { place, description } = workText(session)
  return (
    <li className={isOver ? 'card running-card is-over' : 'card running-card'}>
      <div className="row between">
        <SessionLink id={session.id}>{session.person.name}</SessionLink>
        <Chip tone={isOver ? 'bad' : 'busy'}>{isOver ? t('running.over') : t('time.status.open')}</Chip>
      </div>
      <div className="running-clock" role="timer">
        {formatClock(seconds)}
      </div>
      <progress
        value={Math.min(seconds, limitSeconds)}
        max={limitSeconds}
        aria-label={t('running.ofLimit', { limit: formatHours(limitHours) })}
      />
      <div className="help">
        {isOver
          ? t('running.overBy', {
              time: formatDuration(seconds - limitSeconds),
              limit: formatHours(limitHours),
            })
          : t('running.left', {
              time: formatDuration(limitSeconds - seconds),
              limit: formatHours(limitHours),
            })}
      </div>
      <div>
        {place === '' ? <span className="faint">{t('time.noProject')}</span> : place}
        {description !== '' && <div className="help">{description}</div>}
      </div>
      <div className="help">
        <Moment at={session.startedAt} zone={zone}>
          {t('running.since', { start: formatTimeIn(session.startedAt, zone) })}{' '}
          {offsetIn(session.startedAt, zone)}
        </Moment>
      </div>
    </li>
  )
}
