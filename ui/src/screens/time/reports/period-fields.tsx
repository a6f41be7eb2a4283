import { t } from '../../../i18n/index.ts'
import type { Calendar } from '../range.ts'
import { SelectField } from '../../../kit/select-field.tsx'
import { TextField } from '../../../kit/text-field.tsx'
import { formatDay, formatMonth } from '../time-text.ts'
import { addDays } from '../zoned.ts'
import { monthsFor, weeksFor, type ReportProblem, type TypedReport } from './report-input.ts'

interface PeriodFieldsProps {
  readonly typed: TypedReport
  readonly problems: readonly ReportProblem[]
  readonly calendar: Calendar
  readonly set: (part: Partial<TypedReport>) => void
}

/** Which days: chosen from a list where they are a week or a month, so that they cannot be wrong. */
export function PeriodFields({ typed, problems, calendar, set }: PeriodFieldsProps) {
  if (typed.kind === 'weekly')
    return (
      <SelectField
        label={t('reports.week')}
        value={typed.week}
        options={weeksFor(calendar, Date.now()).map((day) => [
          day,
          `${formatDay(day)} – ${formatDay(addDays(day, 6))}`,
        ])}
        onChange={(week) => set({ week })}
      />
    )
  if (typed.kind === 'monthly')
    return (
      <SelectField
        label={t('reports.month')}
        value={typed.month}
        options={monthsFor(calendar, Date.now()).map((day) => [day, formatMonth(day)])}
        onChange={(month) => set({ month })}
      />
    )
  return (
    <div className="pair">
      <TextField
        label={t('time.from')}
        value={typed.from}
        problem={problems.includes('from') ? t('reports.wrong.from') : undefined}
        // The end follows, so that it is never before the start.
        onChange={(from) => set({ from, ...(from > typed.to ? { to: from } : {}) })}
        input={{ type: 'date' }}
      />
      <TextField
        label={t('time.to')}
        value={typed.to}
        problem={problems.includes('to') ? t('reports.wrong.to') : undefined}
        onChange={(to) => set({ to })}
        input={{ type: 'date', min: typed.from }}
      />
    </div>
  )
}
