import { Link } from 'wouter'
import type { HourGroup, HourLine } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { rangeParts, type Range } from '../range.ts'
import { withParts } from '../../../kit/search-parts.ts'
import { formatDay, formatDuration } from '../time-text.ts'
import { addDays, isDay } from '../zoned.ts'

interface BarsProps {
  readonly by: HourGroup
  readonly lines: readonly HourLine[]
  readonly range: Range
}

/** A table whose rows carry a bar: what the bar shows is said beside it. */
export function Bars({ by, lines, range }: BarsProps) {
  const ordered = inOrder(by, lines)
  const most = Math.max(1, ...lines.map(({ seconds }) => seconds))
  const sum = (of: (line: HourLine) => number): number => lines.reduce((total, line) => total + of(line), 0)
  return (
    <table className="card-table bars" aria-label={t(`hours.title.${by}`)}>
      <thead>
        <tr>
          <th scope="col">{t(`hours.by.${by}`)}</th>
          <th scope="col" className="bar-head">
            <Legend />
          </th>
          <th scope="col" className="number">
            {t('hours.all')}
          </th>
          <th scope="col" className="number">
            {t('hours.billable')}
          </th>
        </tr>
      </thead>
      <tbody>
        {ordered.map((line) => (
          <tr key={line.key ?? ''}>
            <th scope="row" className="bar-name">
              <LineName by={by} line={line} range={range} />
            </th>
            <td className="bar-cell" aria-hidden="true">
              <span className="bar" style={{ width: `${(line.seconds / most) * 100}%` }}>
                <span
                  className="bar-billable"
                  style={{ width: `${(line.billableSeconds / Math.max(1, line.seconds)) * 100}%` }}
                />
              </span>
            </td>
            <td className="number keep" data-label={t('hours.all')}>
              {formatDuration(line.seconds)}
            </td>
            <td className="number keep" data-label={t('hours.billable')}>
              {formatDuration(line.billableSeconds)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="totals">
          <th scope="row">{t('hours.total')}</th>
          <td />
          <td className="number keep" data-label={t('hours.all')}>
            <strong>{formatDuration(sum(({ seconds }) => seconds))}</strong>
          </td>
          <td className="number keep" data-label={t('hours.billable')}>
            {formatDuration(sum(({ billableSeconds }) => billableSeconds))}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

function Legend() {
  return (
    <span className="legend">
      <span className="legend-billable" aria-hidden="true" /> {t('hours.billable')}
      <span className="legend-rest" aria-hidden="true" /> {t('hours.rest')}
    </span>
  )
}

/** Weeks and days as they come, everything else by the most hours. */
function inOrder(by: HourGroup, lines: readonly HourLine[]): readonly HourLine[] {
  return by === 'week' || by === 'day'
    ? lines.toSorted((one, other) => (one.key ?? '').localeCompare(other.key ?? ''))
    : lines.toSorted((one, other) => other.seconds - one.seconds)
}

interface LineNameProps {
  readonly by: HourGroup
  readonly line: HourLine
  readonly range: Range
}

/** Leads to the sessions that it sums up. */
function LineName({ by, line: { key, name }, range }: LineNameProps) {
  const search = searchOf(by, { key, name }, range)
  const text = nameOf(by, { key, name })
  return search === undefined ? <>{text}</> : <Link href={`/time?${search}`}>{text}</Link>
}

type Named = Pick<HourLine, 'key' | 'name'>

function nameOf(by: HourGroup, { key, name }: Named): string {
  if (key !== null && isDay(key))
    return by === 'week' ? t('hours.week', { day: formatDay(key) }) : formatDay(key)
  return name ?? key ?? (by === 'project' ? t('time.noProject') : '–')
}

/** Undefined where no filter of the sessions says the same. */
function searchOf(by: HourGroup, { key, name }: Named, range: Range): string | undefined {
  const days = rangeParts(range.name, range.days)
  if (by === 'person') return key === null ? undefined : searchText({ ...days, person: key })
  if (by === 'project') return name === null ? undefined : searchText({ ...days, project: name })
  if (key === null || !isDay(key)) return undefined
  return searchText({ range: 'custom', from: key, to: by === 'week' ? addDays(key, 6) : key })
}

function searchText(parts: Readonly<Record<string, string | undefined>>): string {
  return withParts(new URLSearchParams(), parts).toString()
}
