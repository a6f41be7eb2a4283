import { WEEK_STARTS } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { SelectField } from '../../../kit/select-field.tsx'
import { Tick } from '../../../kit/tick.tsx'
import { ZoneInput } from '../zone-input.tsx'
import { ownZone } from '../zoned.ts'
import type { FieldsProps } from './field-props.ts'

const HOURS = Array.from(
  { length: 24 },
  (_, hour) => [String(hour), `${String(hour).padStart(2, '0')}:00`] as const,
)

export function ReportFields({ typed, problems, set }: FieldsProps) {
  const here = ownZone()
  return (
    <section className="card stack" aria-labelledby="reports">
      <h2 id="reports">{t('timeSettings.reports')}</h2>
      {(['weeklyReport', 'monthlyReport'] as const).map((name) => (
        <Tick
          key={name}
          label={t(`timeSettings.${name}`)}
          help={t(`timeSettings.${name}Help`)}
          isOn={typed[name]}
          onChange={(isOn) => set({ [name]: isOn })}
        />
      ))}
      <ZoneInput
        label={t('timeSettings.reportZone')}
        help={t('timeSettings.reportZoneHelp')}
        value={typed.reportZone}
        isWrong={problems.includes('reportZone')}
        onChange={(reportZone) => set({ reportZone })}
      />
      {here !== typed.reportZone && (
        <div className="row">
          <button type="button" onClick={() => set({ reportZone: here })}>
            {t('timeSettings.takeZone', { zone: here })}
          </button>
        </div>
      )}
      <div className="pair">
        <SelectField
          label={t('timeSettings.weekStart')}
          value={typed.weekStart}
          options={WEEK_STARTS.map((day) => [day, t(`timeSettings.weekStart.${day}`)])}
          onChange={(weekStart) => set({ weekStart })}
        />
        <SelectField
          label={t('timeSettings.reportHour')}
          value={String(typed.reportHour)}
          options={HOURS}
          onChange={(hour) => set({ reportHour: Number(hour) })}
        />
      </div>
    </section>
  )
}
