import { t } from '../../../i18n/index.ts'
import { TextField } from '../../../kit/text-field.tsx'
import type { FieldsProps } from './field-props.ts'
import { WhatIfPanel } from './what-if.tsx'

export function LimitFields({ typed, problems, set }: FieldsProps) {
  const field = (name: 'overtimeHours' | 'dailyHours' | 'weeklyHours') => (
    <TextField
      label={t(`timeSettings.${name}`)}
      help={t(`timeSettings.${name}Help`)}
      problem={problems.includes(name) ? t(`timeSettings.${name}Wrong`) : undefined}
      value={typed[name]}
      onChange={(value) => set({ [name]: value })}
      input={{ inputMode: 'decimal' }}
    />
  )
  return (
    <section className="card stack" aria-labelledby="limits">
      <h2 id="limits">{t('timeSettings.limits')}</h2>
      <div className="thirds">
        {field('overtimeHours')}
        {field('dailyHours')}
        {field('weeklyHours')}
      </div>
      <WhatIfPanel typed={typed} />
    </section>
  )
}
