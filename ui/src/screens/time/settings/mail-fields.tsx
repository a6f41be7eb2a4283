import { OCCASIONS, type Receivers } from '../../../api/time-types.ts'
import { LANGUAGES, t } from '../../../i18n/index.ts'
import { NoMailServer } from '../outbox/no-mail-server.tsx'
import { SelectField } from '../../../kit/select-field.tsx'
import { TextField } from '../../../kit/text-field.tsx'
import type { FieldsProps } from './field-props.ts'
import { receives, withReceiver } from './settings-input.ts'

const WHO = ['person', 'coordinators'] as const

export function MailFields({ typed, problems, set }: FieldsProps) {
  return (
    <section className="card stack" aria-labelledby="mails">
      <h2 id="mails">{t('timeSettings.mails')}</h2>
      <p className="help">{t('timeSettings.mailsHelp')}</p>
      <NoMailServer />
      <table className="matrix" aria-label={t('timeSettings.mails')}>
        <thead>
          <tr>
            <th scope="col">{t('timeSettings.occasion')}</th>
            {WHO.map((who) => (
              <th key={who} scope="col">
                {t(`timeSettings.to.${who}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {OCCASIONS.map((occasion) => (
            <MatrixRow
              key={occasion}
              name={t(`timeSettings.mail.${occasion}`)}
              receivers={typed.mails[occasion]}
              onChange={(receivers) => set({ mails: { ...typed.mails, [occasion]: receivers } })}
            />
          ))}
          <MatrixRow
            name={t('timeSettings.reportReceivers')}
            receivers={typed.reportReceivers}
            onChange={(reportReceivers) => set({ reportReceivers })}
          />
        </tbody>
      </table>
      <div className="pair">
        <SelectField
          label={t('timeSettings.language')}
          value={typed.language}
          options={LANGUAGES.map((language) => [language, t(`timeSettings.language.${language}`)])}
          onChange={(language) => set({ language })}
        />
        <TextField
          label={t('timeSettings.digestOver')}
          help={t('timeSettings.digestOverHelp')}
          problem={problems.includes('digestOver') ? t('timeSettings.digestOverWrong') : undefined}
          value={typed.digestOver}
          onChange={(digestOver) => set({ digestOver })}
          input={{ inputMode: 'numeric' }}
        />
      </div>
    </section>
  )
}

interface MatrixRowProps {
  readonly name: string
  readonly receivers: Receivers
  readonly onChange: (receivers: Receivers) => void
}

function MatrixRow({ name, receivers, onChange }: MatrixRowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {WHO.map((who) => (
        <td key={who}>
          <label className="matrix-box">
            <input
              type="checkbox"
              checked={receives(receivers, who)}
              onChange={(event) => onChange(withReceiver(receivers, who, event.target.checked))}
            />
            <span className="hidden-text">
              {name}: {t(`timeSettings.to.${who}`)}
            </span>
          </label>
        </td>
      ))}
    </tr>
  )
}
