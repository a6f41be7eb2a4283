import { Link } from 'wouter'
import type { OvertimeBoard } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { WindowedBody } from '../../../kit/windowed.tsx'
import { formatDuration, formatHours } from '../time-text.ts'

type Worked = OvertimeBoard['people'][number]

const ROW_HEIGHT = 44
const HOUR_S = 3_600

/** How much of a day's and a week's limit is used up. */
export function WorkedTable({ people }: { readonly people: readonly Worked[] }) {
  return (
    <div className="card card-table-box">
      <table className="card-table" aria-label={t('running.worked')} aria-rowcount={people.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{t('time.column.person')}</th>
            <th scope="col">{t('running.today')}</th>
            <th scope="col">{t('running.week')}</th>
          </tr>
        </thead>
        <WindowedBody items={people} rowHeight={ROW_HEIGHT}>
          {(worked, row) => (
            <tr key={worked.person.id} {...row}>
              <td>
                <Link href={`/time?person=${encodeURIComponent(worked.person.id)}`}>
                  {worked.person.name}
                </Link>
              </td>
              <td data-label={t('running.today')}>
                <Used seconds={worked.daySeconds} limitHours={worked.dayLimit} />
              </td>
              <td data-label={t('running.week')}>
                <Used seconds={worked.weekSeconds} limitHours={worked.weekLimit} />
              </td>
            </tr>
          )}
        </WindowedBody>
      </table>
    </div>
  )
}

function Used({ seconds, limitHours }: { readonly seconds: number; readonly limitHours: number | null }) {
  const time = formatDuration(seconds)
  if (limitHours === null) return <>{time}</>
  return (
    <span className="chips">
      {t('running.of', { time, limit: formatHours(limitHours) })}
      {seconds > limitHours * HOUR_S && <Chip tone="bad">{t('running.over')}</Chip>}
    </span>
  )
}
