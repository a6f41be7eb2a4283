import { Link } from 'wouter'
import type { ClickupSettingsView } from '../../../api/clickup-types.ts'
import { t } from '../../../i18n/index.ts'
import { RadioTicks } from '../../../kit/radio-ticks.tsx'
import { SelectField } from '../../../kit/select-field.tsx'
import { TextField } from '../../../kit/text-field.tsx'
import { Tick } from '../../../kit/tick.tsx'
import { PathFields, useList } from '../../clickup/settings/path-fields.tsx'
import type { NamedPath } from '../../clickup/settings/settings-input.ts'
import type { SettingsProblem, TypedSettings } from './settings-input.ts'

interface FieldsProps {
  readonly typed: TypedSettings
  readonly problems: readonly SettingsProblem[]
  readonly set: (part: Partial<TypedSettings>) => void
}

interface ListFieldsProps extends FieldsProps {
  readonly clickup: ClickupSettingsView
  /** As it is saved. */
  readonly path: NamedPath
  /** Undefined while nobody knows. */
  readonly isConnected: boolean | undefined
  /** Whether ClickUp can be asked for its lists; undefined while nobody knows. */
  readonly mayAsk: boolean | undefined
}

export function ListFields(props: ListFieldsProps) {
  const { typed, problems, clickup, path, isConnected, mayAsk, set } = props
  return (
    <section className="card stack" aria-labelledby="pushed-list">
      <h2 id="pushed-list">{t('upserts.settings.list')}</h2>
      <RadioTicks<'clickup' | 'own'>
        label={t('upserts.settings.otherwise')}
        value={typed.isOwnList ? 'own' : 'clickup'}
        options={[
          ['clickup', t('upserts.settings.clickupList'), listText(clickup)],
          ['own', t('upserts.settings.ownList'), t('upserts.settings.ownListHelp')],
        ]}
        onChange={(which) => set({ isOwnList: which === 'own' })}
      />
      {isConnected === false && (
        <div className="notice">
          <p>{t('clickup.empty.connection')}</p>
          <Link href="/settings/connections" className="button">
            {t('clickup.empty.toConnections')}
          </Link>
        </div>
      )}
      {typed.isOwnList && isConnected !== false && (
        <PathFields
          path={typed}
          saved={path}
          problem={problems.includes('listId') ? t('upserts.settings.listWrong') : undefined}
          isEnabled={mayAsk === true}
          onChange={set}
        />
      )}
    </section>
  )
}

function listText({ listId, listName }: ClickupSettingsView): string {
  if (listId === null) return t('upserts.settings.noList')
  return t('upserts.settings.listNow', { list: listName ?? listId })
}

interface TaskFieldsProps extends FieldsProps {
  /** Where tasks go that name no list. */
  readonly listId: string | null
  /** Whether ClickUp can be asked for the list's fields; undefined while nobody knows. */
  readonly mayAsk: boolean | undefined
}

export function TaskFields(props: TaskFieldsProps) {
  const { typed, problems, set } = props
  return (
    <section className="card stack" aria-labelledby="pushed-tasks">
      <h2 id="pushed-tasks">{t('upserts.settings.tasks')}</h2>
      <TextField
        label={t('upserts.settings.assignee')}
        help={t('upserts.settings.assigneeHelp')}
        problem={problems.includes('defaultAssigneeEmail') ? t('upserts.settings.assigneeWrong') : undefined}
        value={typed.defaultAssigneeEmail}
        onChange={(defaultAssigneeEmail) => set({ defaultAssigneeEmail })}
        input={{ type: 'email', maxLength: 320 }}
      />
      <MarkerField {...props} />
    </section>
  )
}

/** Chosen among the fields of the list; typed where ClickUp cannot be asked for them, and only once that is known. */
function MarkerField({ typed, problems, set, listId, mayAsk }: TaskFieldsProps) {
  const { data, error } = useList(listId, mayAsk)
  const { markerFieldId: value } = typed
  const onChange = (markerFieldId: string): void => set({ markerFieldId })
  const label = t('upserts.settings.marker')
  if (listId === null || mayAsk === false || error)
    return (
      <TextField
        label={label}
        help={t('upserts.settings.markerHelp')}
        problem={problems.includes('markerFieldId') ? t('upserts.settings.markerWrong') : undefined}
        value={value}
        onChange={onChange}
        input={{ className: 'mono', spellCheck: false, maxLength: 80 }}
      />
    )
  const fields = data?.textFields ?? []
  const isKnown = value === '' || fields.some(({ id }) => id === value)
  return (
    <SelectField
      label={label}
      help={t('upserts.settings.markerChoiceHelp')}
      value={value}
      options={[
        ['', t('upserts.settings.markerNone')],
        ...(isKnown ? [] : [[value, value] as const]),
        ...fields.map(({ id, name }) => [id, name] as const),
      ]}
      onChange={onChange}
    />
  )
}

const SWITCHES = ['announce', 'allowRelease', 'allowTakeOver'] as const

export function ClaimFields({ typed, set }: FieldsProps) {
  return (
    <section className="card stack" aria-labelledby="pushed-slack">
      <h2 id="pushed-slack">Slack</h2>
      {SWITCHES.map((name) => (
        <Tick
          key={name}
          label={t(`upserts.settings.${name}`)}
          help={t(`upserts.settings.${name}Help`)}
          isOn={typed[name]}
          onChange={(isOn) => set({ [name]: isOn })}
        />
      ))}
    </section>
  )
}
