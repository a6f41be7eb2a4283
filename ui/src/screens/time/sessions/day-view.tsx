import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Icon } from '../../../kit/icon.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { fetchAll, MOST_READ, peopleQuery, settingsQuery } from '../time-queries.ts'
import { useSearchParts } from '../../../kit/search-parts.ts'
import type { Calendar } from '../range.ts'
import { formatDay } from '../time-text.ts'
import { useNow } from '../../../kit/use-now.ts'
import { addDays, dayIn, isDay, startOfDay } from '../zoned.ts'
import { queryOf, type SessionFilter } from './filter.ts'
import { lanesOf } from './lanes.ts'
import { Timeline } from './timeline.tsx'

interface DayViewProps {
  readonly filter: SessionFilter
  readonly calendar: Calendar
  readonly empty: ReactNode
}

const TICK_MS = 15_000
const USUAL_LIMIT = 5

/** The sessions of one day, as the workspace counts days. */
export function DayView({ filter, calendar: { reportZone: zone }, empty }: DayViewProps) {
  const [search, change] = useSearchParts()
  const nowMs = useNow(TICK_MS)
  const today = dayIn(nowMs, zone)
  const named = search.get('day') ?? ''
  const day = isDay(named) ? named : today
  const limitHoursOf = useLimits()
  const sessions = useDay(filter, day, zone)
  const span = { startMs: startOfDay(day, zone), endMs: startOfDay(addDays(day, 1), zone) }
  return (
    <>
      <DayPicker
        day={day}
        today={today}
        zone={zone}
        onChange={(next) => change({ day: next === today ? undefined : next })}
      />
      <Loaded query={sessions}>
        {(all) => {
          const lanes = lanesOf(all, { ...span, nowMs, limitHoursOf })
          if (lanes.length === 0) return empty
          return (
            <>
              {all.length >= MOST_READ && (
                <p className="notice notice-warn">{t('time.day.cut', { count: MOST_READ })}</p>
              )}
              <div className="card" aria-busy={sessions.isPlaceholderData}>
                <Timeline lanes={lanes} day={span} zone={zone} nowMs={nowMs} title={formatDay(day)} />
              </div>
            </>
          )
        }}
      </Loaded>
    </>
  )
}

interface DayPickerProps {
  readonly day: string
  readonly today: string
  readonly zone: string
  readonly onChange: (day: string) => void
}

function DayPicker({ day, today, zone, onChange }: DayPickerProps) {
  return (
    <div className="row">
      <button
        type="button"
        className="icon-button"
        aria-label={t('time.day.before')}
        onClick={() => onChange(addDays(day, -1))}
      >
        <Icon name="back" />
      </button>
      <input
        type="date"
        className="day-input"
        aria-label={t('time.day')}
        value={day}
        required
        onChange={({ target: { value } }) => {
          if (isDay(value)) onChange(value)
        }}
      />
      <button
        type="button"
        className="icon-button"
        aria-label={t('time.day.after')}
        onClick={() => onChange(addDays(day, 1))}
      >
        <Icon name="right" />
      </button>
      <button type="button" disabled={day === today} onClick={() => onChange(today)}>
        {t('time.range.today')}
      </button>
      <span className="help">{t('time.rangeDays', { days: formatDay(day), zone })}</span>
    </div>
  )
}

/** Those that began on the day or the day before it, and whatever has been running since longer. */
function useDay(filter: SessionFilter, day: string, zone: string) {
  const query = queryOf(filter)
  return useQuery({
    queryKey: ['time-sessions', 'day', day, zone, query],
    queryFn: async ({ signal }) => {
      const from = new Date(startOfDay(addDays(day, -1), zone)).toISOString()
      const to = new Date(startOfDay(addDays(day, 1), zone)).toISOString()
      const ask = (more: Readonly<Record<string, string>>) =>
        fetchAll<TimeSession>('/api/time-sessions', { ...query, ...more }, signal)
      const [begun, older] = await Promise.all([
        ask({ from, to }),
        query.running === 'false' ? [] : ask({ running: 'true', to: from }),
      ])
      const all = [...begun, ...older]
      return query.status === 'deleted' ? all : all.filter(({ status }) => status !== 'deleted')
    },
    placeholderData: (before) => before,
  })
}

/** After how many hours a session of a person is overtime. */
function useLimits(): (personId: string) => number {
  const people = useQuery(peopleQuery)
  const settings = useQuery(settingsQuery)
  const own = new Map(people.data?.map(({ id, overtimeHours }) => [id, overtimeHours]))
  return (personId) => own.get(personId) ?? settings.data?.overtimeHours ?? USUAL_LIMIT
}
