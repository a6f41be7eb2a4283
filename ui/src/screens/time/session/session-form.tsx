import type { ReactNode } from 'react'
import { t } from '../../../i18n/index.ts'
import { ZoneInput } from '../zone-input.tsx'
import { formatDuration } from '../time-text.ts'
import { instantOf, isZone } from '../zoned.ts'
import { ReferencePicker } from './reference-picker.tsx'
import type { SessionProblem, TypedSession } from './session-input.ts'

interface SessionFormProps {
  readonly id: string
  readonly typed: TypedSession
  readonly problems: readonly SessionProblem[]
  /** What comes before everything else: whose it is. */
  readonly children?: ReactNode
  readonly onChange: (typed: TypedSession) => void
  readonly onSubmit: () => void
}

export function SessionForm(props: SessionFormProps) {
  const { id, typed, problems, children, onChange, onSubmit } = props
  const set = (part: Partial<TypedSession>): void => onChange({ ...typed, ...part })
  return (
    <form
      id={id}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      <TimeFields id={id} typed={typed} problems={problems} set={set} />
      <ZoneInput
        label={t('time.field.timeZone')}
        value={typed.zone}
        isWrong={problems.includes('zone')}
        onChange={(zone) => set({ zone })}
      />
      <ReferencePicker
        label={t('time.filter.project')}
        collection="projects"
        value={typed.project}
        onChange={(project) => set({ project, task: null })}
      />
      <ReferencePicker
        label={t('time.filter.task')}
        collection="tasks"
        parentId={typed.project?.id}
        value={typed.task}
        isDisabled={typed.project === null}
        onChange={(task) => set({ task })}
      />
      <label className="field">
        <span className="label">{t('time.field.description')}</span>
        <input value={typed.description} onChange={(event) => set({ description: event.target.value })} />
      </label>
      <label className="row">
        <input
          type="checkbox"
          checked={typed.billable}
          onChange={(event) => set({ billable: event.target.checked })}
        />
        {t('time.field.billable')}
      </label>
      <label className="field">
        <span className="label">{t('time.field.note')}</span>
        <textarea
          value={typed.note}
          maxLength={5_000}
          onChange={(event) => set({ note: event.target.value })}
        />
      </label>
    </form>
  )
}

interface TimeFieldsProps extends Pick<SessionFormProps, 'id' | 'typed' | 'problems'> {
  readonly set: (part: Partial<TypedSession>) => void
}

function TimeFields({ id, typed, problems, set }: TimeFieldsProps) {
  const endProblem = (['end', 'endBefore'] as const).find((each) => problems.includes(each))
  return (
    <>
      <div className="pair">
        <TimeField
          id={`${id}-start`}
          label={t('time.field.startedAt')}
          value={typed.start}
          problem={problems.includes('start') ? t('time.wrong.start') : undefined}
          onChange={(start) => set({ start })}
        />
        <TimeField
          id={`${id}-end`}
          label={t('time.field.endedAt')}
          value={typed.end}
          problem={endProblem && t(`time.wrong.${endProblem}`)}
          onChange={(end) => set({ end })}
        />
      </div>
      <p className="help" role="status">
        {lengthText(typed)}
      </p>
    </>
  )
}

interface TimeFieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly problem: string | undefined
  readonly onChange: (value: string) => void
}

function TimeField({ id, label, value, problem, onChange }: TimeFieldProps) {
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="datetime-local"
        // Otherwise browsers take away seconds that were there.
        step={value.length > 16 ? 1 : 60}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-wrong`}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem !== undefined && (
        <span id={`${id}-wrong`} className="error-text" role="alert">
          {problem}
        </span>
      )}
    </div>
  )
}

/** How long it will have been, while it is being typed. */
function lengthText({ start, end, zone }: TypedSession): string {
  if (end === '') return t('time.form.runs')
  if (start === '' || !isZone(zone)) return ''
  const seconds = (instantOf(end, zone) - instantOf(start, zone)) / 1_000
  if (Number.isNaN(seconds) || seconds < 0) return ''
  return t('time.form.length', { time: formatDuration(seconds) })
}
