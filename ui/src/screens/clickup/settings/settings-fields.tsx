import { Link } from 'wouter'
import type { ClickupSettingsView } from '../../../api/clickup-types.ts'
import { t } from '../../../i18n/index.ts'
import { TextField } from '../../../kit/text-field.tsx'
import { Tick } from '../../../kit/tick.tsx'
import { useConnected } from '../clickup-queries.ts'
import { PathFields } from './path-fields.tsx'
import type { SettingsProblem, TypedSettings } from './settings-input.ts'

interface SettingsFieldsProps {
  readonly typed: TypedSettings
  readonly view: ClickupSettingsView
  readonly problems: readonly SettingsProblem[]
  readonly isAdmin: boolean
  readonly set: (part: Partial<TypedSettings>) => void
}

export function SettingsFields(props: SettingsFieldsProps) {
  return (
    <>
      <ListFields {...props} />
      <SyncFields {...props} />
      <ImportFields {...props} />
    </>
  )
}

function ListFields({ typed, view, problems, isAdmin, set }: SettingsFieldsProps) {
  const isConnected = useConnected('clickup')
  return (
    <section className="card stack" aria-labelledby="clickup-list">
      <h2 id="clickup-list">{t('clickup.settings.list')}</h2>
      {isConnected === false ? (
        <div className="notice">
          <p>{t('clickup.empty.connection')}</p>
          <Link href="/settings/connections" className="button">
            {t('clickup.empty.toConnections')}
          </Link>
        </div>
      ) : (
        <>
          <p className="help">{t('clickup.settings.listHelp')}</p>
          <PathFields
            path={typed}
            saved={view}
            problem={problems.includes('listId') ? t('clickup.path.wrong') : undefined}
            isEnabled={isAdmin && isConnected === true}
            onChange={set}
          />
        </>
      )}
      {(['includeClosed', 'includeSubtasks'] as const).map((name) => (
        <Tick
          key={name}
          label={t(`clickup.settings.${name}`)}
          help={t(`clickup.settings.${name}Help`)}
          isOn={typed[name]}
          onChange={(isOn) => set({ [name]: isOn })}
        />
      ))}
    </section>
  )
}

type NumberName = Exclude<SettingsProblem, 'listId'>

function NumberField({
  name,
  typed,
  problems,
  set,
}: Omit<SettingsFieldsProps, 'view'> & { readonly name: NumberName }) {
  return (
    <TextField
      label={t(`clickup.settings.${name}`)}
      help={t(`clickup.settings.${name}Help`)}
      problem={problems.includes(name) ? t(`clickup.settings.${name}Wrong`) : undefined}
      value={typed[name]}
      onChange={(value) => set({ [name]: value })}
      input={{ inputMode: name === 'importDelaySeconds' ? 'decimal' : 'numeric' }}
    />
  )
}

function SyncFields(props: SettingsFieldsProps) {
  const { typed, set } = props
  return (
    <section className="card stack" aria-labelledby="clickup-sync">
      <h2 id="clickup-sync">{t('clickup.settings.sync')}</h2>
      <Tick
        label={t('clickup.settings.autoSync')}
        help={t('clickup.settings.autoSyncHelp')}
        isOn={typed.autoSync}
        onChange={(autoSync) => set({ autoSync })}
      />
      <div className="pair">
        <NumberField {...props} name="syncIntervalMinutes" />
        <NumberField {...props} name="maxTasks" />
      </div>
    </section>
  )
}

function ImportFields(props: SettingsFieldsProps) {
  return (
    <section className="card stack" aria-labelledby="clickup-import">
      <h2 id="clickup-import">{t('clickup.settings.import')}</h2>
      <div className="pair">
        <NumberField {...props} name="importDelaySeconds" />
      </div>
    </section>
  )
}
