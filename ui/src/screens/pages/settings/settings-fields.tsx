import { useId } from 'react'
import type { PageTaskSettings } from '../../../api/page-types.ts'
import { t } from '../../../i18n/index.ts'
import { RadioTicks } from '../../../kit/radio-ticks.tsx'
import { SelectField } from '../../../kit/select-field.tsx'
import { TextField } from '../../../kit/text-field.tsx'
import { Tick } from '../../../kit/tick.tsx'
import { HIERARCHIES, type SettingsProblem, type TypedSettings } from './settings-input.ts'

interface FieldsProps {
  readonly typed: TypedSettings
  readonly problems: readonly SettingsProblem[]
  readonly set: (part: Partial<TypedSettings>) => void
}

const COMPLETED = ['create', 'skip'] as const
const VANISHED = ['report', 'archive', 'keep'] as const
const DIRECTIONS = ['outward', 'inward'] as const

type TextName = 'taskIssueType' | 'parentIssueTypes' | 'parentField' | 'doneStatus' | 'undoStatus'
type OwnText = TextName | 'linkType' | 'fieldId' | 'template' | 'likeness'

interface SettingTextProps extends FieldsProps {
  readonly name: OwnText
  readonly isMono?: boolean
}

function SettingText({ name, typed, problems, set, isMono = false }: SettingTextProps) {
  return (
    <TextField
      label={t(`pages.settings.${name}`)}
      help={t(`pages.settings.${name}Help`)}
      problem={problems.includes(name) ? t(`pages.settings.${name}Wrong`) : undefined}
      value={typed[name]}
      onChange={(value) => set({ [name]: value })}
      input={isMono ? { className: 'mono', spellCheck: false } : {}}
    />
  )
}

export function IssueFields(props: FieldsProps) {
  return (
    <section className="card stack" aria-labelledby="page-issues">
      <h2 id="page-issues">{t('pages.settings.issues')}</h2>
      <SettingText {...props} name="taskIssueType" />
      <SettingText {...props} name="parentIssueTypes" />
      <SettingText {...props} name="parentField" isMono />
      <ExtraFields {...props} />
      <div className="pair">
        <SettingText {...props} name="doneStatus" />
        <SettingText {...props} name="undoStatus" />
      </div>
    </section>
  )
}

function ExtraFields({ typed, problems, set }: FieldsProps) {
  const id = useId()
  const isWrong = problems.includes('extraFields')
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {t('pages.settings.extraFields')}
      </label>
      <textarea
        id={id}
        className="mono"
        rows={3}
        spellCheck={false}
        value={typed.extraFields}
        placeholder={'{ "components": [{ "name": "Site" }] }'}
        aria-invalid={isWrong}
        aria-describedby={`${id}-help`}
        onChange={(event) => set({ extraFields: event.target.value })}
      />
      <span
        id={`${id}-help`}
        className={isWrong ? 'error-text' : 'help'}
        role={isWrong ? 'alert' : undefined}
      >
        {isWrong ? t('pages.settings.extraFieldsWrong') : t('pages.settings.extraFieldsHelp')}
      </span>
    </div>
  )
}

export function TaskFields({ typed, problems, set }: FieldsProps) {
  return (
    <section className="card stack" aria-labelledby="page-tasks">
      <h2 id="page-tasks">{t('pages.settings.tasks')}</h2>
      <RadioTicks<PageTaskSettings['completedTasks']>
        label={t('pages.settings.completedTasks')}
        value={typed.completedTasks}
        options={COMPLETED.map((each) => [
          each,
          t(`pages.settings.completed.${each}`),
          t(`pages.settings.completedHelp.${each}`),
        ])}
        onChange={(completedTasks) => set({ completedTasks })}
      />
      <Tick
        label={t('pages.settings.keepTasks')}
        help={t('pages.settings.keepTasksHelp')}
        isOn={typed.keepTasks}
        onChange={(keepTasks) => set({ keepTasks })}
      />
      <div className="pair">
        <TextField
          label={t('pages.settings.linkName')}
          help={t('pages.settings.linkHelp')}
          problem={problems.includes('link') ? t('pages.settings.linkWrong') : undefined}
          value={typed.linkName}
          onChange={(linkName) => set({ linkName })}
          input={{ placeholder: 'System Jira', maxLength: 200 }}
        />
        <TextField
          label={t('pages.settings.linkServerId')}
          help={t('pages.settings.linkServerIdHelp')}
          value={typed.linkServerId}
          onChange={(linkServerId) => set({ linkServerId })}
          input={{ className: 'mono', spellCheck: false, maxLength: 200 }}
        />
      </div>
    </section>
  )
}

export function ProjectFields(props: FieldsProps) {
  const { typed, set } = props
  return (
    <section className="card stack" aria-labelledby="page-project">
      <h2 id="page-project">{t('pages.settings.project')}</h2>
      <SelectField
        label={t('pages.settings.hierarchy')}
        help={t(`pages.settings.hierarchyHelp.${typed.hierarchy}`)}
        value={typed.hierarchy}
        options={HIERARCHIES.map((each) => [each, t(`pages.settings.hierarchy.${each}`)])}
        onChange={(hierarchy) => set({ hierarchy })}
      />
      {typed.hierarchy === 'issue-link' && (
        <div className="pair">
          <SettingText {...props} name="linkType" />
          <SelectField
            label={t('pages.settings.direction')}
            help={t('pages.settings.directionHelp')}
            value={typed.direction}
            options={DIRECTIONS.map((each) => [each, t(`pages.settings.direction.${each}`)])}
            onChange={(direction) => set({ direction })}
          />
        </div>
      )}
      {typed.hierarchy === 'custom-field' && <SettingText {...props} name="fieldId" isMono />}
      {typed.hierarchy === 'jql' && <SettingText {...props} name="template" isMono />}
      <RadioTicks<PageTaskSettings['vanished']>
        label={t('pages.settings.vanished')}
        value={typed.vanished}
        options={VANISHED.map((each) => [
          each,
          t(`pages.settings.vanished.${each}`),
          t(`pages.settings.vanishedHelp.${each}`),
        ])}
        onChange={(vanished) => set({ vanished })}
      />
      <SettingText {...props} name="likeness" />
    </section>
  )
}
