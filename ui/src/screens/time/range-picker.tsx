import { t } from '../../i18n/index.ts'
import { rangeParts, RANGES, type Range, type RangeName } from './range.ts'
import { SelectField } from '../../kit/select-field.tsx'
import { formatDay } from './time-text.ts'

interface RangePickerProps {
  readonly range: Range
  readonly names?: readonly RangeName[]
  /** Parts of the address that say the new one. */
  readonly onChange: (parts: Readonly<Record<string, string | undefined>>) => void
}

export function RangePicker({ range, names = RANGES, onChange }: RangePickerProps) {
  const { name, days } = range
  return (
    <>
      <SelectField
        label={t('time.range')}
        value={name}
        options={names.map((each) => [each, t(`time.range.${each}`)])}
        onChange={(next) => onChange(rangeParts(next, days))}
      />
      {name === 'custom' && days && (
        <>
          <label className="field">
            <span className="label">{t('time.from')}</span>
            <input
              type="date"
              value={days.first}
              required
              onChange={({ target: { value } }) => {
                if (value !== '')
                  onChange(rangeParts(name, { first: value, last: value > days.last ? value : days.last }))
              }}
            />
          </label>
          <label className="field">
            <span className="label">{t('time.to')}</span>
            <input
              type="date"
              value={days.last}
              min={days.first}
              required
              onChange={({ target: { value } }) => {
                if (value >= days.first) onChange(rangeParts(name, { ...days, last: value }))
              }}
            />
          </label>
        </>
      )}
    </>
  )
}

/** The days of a range in words, and by which zone they are counted. */
export function RangeText({ range, zone }: { readonly range: Range; readonly zone: string }) {
  if (range.days === undefined) return null
  const { first, last } = range.days
  const days = first === last ? formatDay(first) : `${formatDay(first)} – ${formatDay(last)}`
  return <span className="help">{t('time.rangeDays', { days, zone })}</span>
}
