import { useId, useState } from 'react'
import type { Named } from '../../../api/time-types.ts'
import { Combobox } from '../../../form/combobox.tsx'
import { named, useChoices } from '../../../form/records.ts'
import { t } from '../../../i18n/index.ts'
import { textOf } from '../../../kit/states.tsx'
import '../../../form/form.css'

interface ReferencePickerProps {
  readonly label: string
  readonly collection: 'projects' | 'tasks'
  /** Tasks are those of a project. */
  readonly parentId?: string | undefined
  readonly value: Named | null
  readonly isDisabled?: boolean
  readonly onChange: (value: Named | null) => void
}

/** A project or a task of the workspace, found by its name. */
export function ReferencePicker(props: ReferencePickerProps) {
  const { label, collection, parentId, value, isDisabled = false, onChange } = props
  const [draft, setDraft] = useState<string>()
  const [isTouched, setTouched] = useState(false)
  const id = useId()
  const supply = { collection, field: 'id', parent: undefined, parentId }
  const search = useChoices(supply, draft ?? '', isTouched && !isDisabled)
  const pick = (key: string): void => {
    const choice = search.choices.find((each) => each.value === key)
    if (choice) onChange({ id: choice.value, name: choice.name })
    setDraft(undefined)
  }
  const leave = (): void => {
    if (draft === undefined) return
    const only = named(search.choices, draft)
    if (only) return pick(only.value)
    if (draft.trim() === '') onChange(null)
    setDraft(undefined)
  }
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <Combobox
        attributes={{ id, label, isRequired: false, isInvalid: false, describedBy: `${id}-help`, isDisabled }}
        text={draft ?? (value ? (value.name ?? value.id) : '')}
        placeholder={t('time.none')}
        options={search.choices.map(({ value: key, name }) => ({ key, label: name }))}
        note={noteOf(search)}
        onOpen={() => setTouched(true)}
        onText={setDraft}
        onPick={pick}
        onLeave={leave}
      />
      <span id={`${id}-help`} className="help">
        {isDisabled ? t('time.pick.projectFirst') : t('time.pick.help')}
      </span>
    </div>
  )
}

function noteOf({ error, isBusy, choices, hasMore }: ReturnType<typeof useChoices>): string | undefined {
  if (error) return textOf(error)
  if (isBusy) return t('form.searching')
  if (choices.length === 0) return t('time.pick.none')
  return hasMore ? t('form.typeMore') : undefined
}
