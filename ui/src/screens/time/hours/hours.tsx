import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api, withQuery } from '../../../api/client.ts'
import { HOUR_GROUPS, type HourGroup, type HourLine } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Empty, Loaded, Skeleton } from '../../../kit/states.tsx'
import { RangePicker, RangeText } from '../range-picker.tsx'
import { rangeIn, RANGES, type Calendar, type Range } from '../range.ts'
import { hrefWith, useSearchParts } from '../../../kit/search-parts.ts'
import { useCalendar } from '../time-queries.ts'
import { Bars } from './bars.tsx'

// The server adds up days that have a first and a last one.
const NAMES = RANGES.filter((name) => name !== 'all')
const THIS_MONTH = new URLSearchParams('range=month')

/** Hours by person, by project or by week. */
export function Hours() {
  const calendar = useCalendar()
  return calendar ? <HoursOf calendar={calendar} /> : <Skeleton />
}

function HoursOf({ calendar }: { readonly calendar: Calendar }) {
  const [search, change] = useSearchParts()
  const by = HOUR_GROUPS.find((known) => known === search.get('by')) ?? 'person'
  const named = search.get('range') === 'all' ? THIS_MONTH : search
  const range = rangeIn(named, calendar, Date.now())
  return (
    <>
      <div className="filter-bar">
        <nav className="switch" aria-label={t('hours.by')}>
          {HOUR_GROUPS.map((group) => (
            <Link
              key={group}
              href={hrefWith('/time/hours', search, { by: group === 'person' ? undefined : group })}
              className="button"
              aria-current={group === by ? 'page' : undefined}
            >
              {t(`hours.by.${group}`)}
            </Link>
          ))}
        </nav>
        <RangePicker range={range} names={NAMES} onChange={change} />
      </div>
      <RangeText range={range} zone={calendar.reportZone} />
      <Plot by={by} range={range} />
    </>
  )
}

interface PlotProps {
  readonly by: HourGroup
  readonly range: Range
}

function Plot({ by, range }: PlotProps) {
  const query = { by, from: range.days?.first, to: range.days?.last }
  const hours = useQuery({
    queryKey: ['hours', query],
    queryFn: async ({ signal }) =>
      (await api<{ items: readonly HourLine[] }>(withQuery('/api/time-sessions/hours', query), { signal }))
        .items,
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded query={hours}>
      {(lines) =>
        lines.length === 0 ? (
          <Empty title={t('hours.empty')}>
            <Link href={`/time/hours?by=${by}&range=weeks12`} className="button">
              {t('hours.longer')}
            </Link>
          </Empty>
        ) : (
          <div className="card card-table-box" aria-busy={hours.isPlaceholderData}>
            <Bars by={by} lines={lines} range={range} />
          </div>
        )
      }
    </Loaded>
  )
}
