import { useState } from 'react'
import { t } from '../i18n/index.ts'
import { Combobox } from './combobox.tsx'
import { noteOf, optionOf, ParentFirst, type IdControlProps } from './id-control.tsx'
import { listOf } from './json.ts'
import type { Supply } from './needs.tsx'
import { named, useChoice, useChoices } from './records.ts'

/** Several ids: the chosen ones by their names, and a search for the next. */
export function IdsControl(props: IdControlProps) {
  const { supply, value, label, id, onChange } = props
  const [draft, setDraft] = useState('')
  const [isTouched, setIsTouched] = useState(false)
  const ids = listOf(value).map(String)
  const search = useChoices(supply, draft, isTouched)
  const open = search.choices.filter((choice) => !ids.includes(choice.value))
  const add = (next: string): void => {
    setDraft('')
    if (next !== '' && !ids.includes(next)) onChange([...ids, next])
  }
  const remove = (index: number): void => {
    const rest = ids.toSpliced(index, 1)
    onChange(rest.length === 0 ? undefined : rest)
    document.getElementById(id)?.focus()
  }
  return (
    <>
      {ids.length > 0 && (
        <ul className="form-chosen" aria-label={t('form.chosenOf', { name: label })}>
          {ids.map((one, index) => (
            <ChosenItem key={`${one} ${index}`} id={one} supply={supply} onRemove={() => remove(index)} />
          ))}
        </ul>
      )}
      <Combobox
        attributes={props}
        text={draft}
        placeholder={t('form.addByName')}
        options={open.map(optionOf)}
        note={noteOf(supply, search)}
        onOpen={() => setIsTouched(true)}
        onText={setDraft}
        onPick={add}
        onLeave={() => add(named(open, draft)?.value ?? draft.trim())}
      />
      <ParentFirst supply={supply} />
    </>
  )
}

interface ChosenItemProps {
  readonly id: string
  readonly supply: Supply
  readonly onRemove: () => void
}

function ChosenItem({ id, supply, onRemove }: ChosenItemProps) {
  const choice = useChoice(supply, id)
  const name = choice?.name ?? id
  return (
    <li className="chip" title={choice ? `${id} · ${choice.age}` : id}>
      {name}
      <button type="button" className="plain" aria-label={t('form.removeOf', { name })} onClick={onRemove}>
        ×
      </button>
    </li>
  )
}
