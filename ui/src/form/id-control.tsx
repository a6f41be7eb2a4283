import { useState } from 'react'
import { t } from '../i18n/index.ts'
import { textOf } from '../kit/states.tsx'
import { Combobox } from './combobox.tsx'
import type { ControlProps } from './controls.tsx'
import type { Supply } from './needs.tsx'
import { exactNumber } from './numbers.ts'
import { named, useChoice, useChoices, type Choice } from './records.ts'

export type IdControlProps = ControlProps & { readonly supply: Supply }

/** An id, found by the name of what it stands for; what is not found is sent as it was typed. */
export function IdControl(props: IdControlProps) {
  const { supply, value, shape } = props
  const [draft, setDraft] = useState<string>()
  const [isTouched, setIsTouched] = useState(false)
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const search = useChoices(supply, draft ?? '', isTouched)
  const chosen = useChosen(supply, draft === undefined ? text : '')
  const give = (next: string): void => {
    const given = shape.kind === 'number' ? (exactNumber(next) ?? next) : next
    props.onChange(next === '' ? undefined : given)
  }
  const pick = (key: string): void => {
    chosen.remember(search.choices.find((choice) => choice.value === key))
    setDraft(undefined)
    give(key)
  }
  const leave = (): void => {
    const only = draft === undefined ? undefined : named(search.choices, draft)
    if (only) pick(only.value)
    setDraft(undefined)
  }
  return (
    <>
      <Combobox
        attributes={props}
        text={draft ?? chosen.choice?.name ?? text}
        placeholder={t('form.searchByName')}
        options={search.choices.map(optionOf)}
        note={noteOf(supply, search)}
        onOpen={() => setIsTouched(true)}
        onText={(next) => {
          setDraft(next)
          give(next)
        }}
        onPick={pick}
        onLeave={leave}
      />
      {text !== '' && draft === undefined && <ChosenId id={text} choice={chosen.choice} />}
      <ParentFirst supply={supply} />
    </>
  )
}

/** What was picked is known; what was there before is looked up. */
function useChosen(supply: Supply, text: string) {
  const [picked, setPicked] = useState<Choice>()
  const known = useChoice(supply, text)
  return { choice: picked?.value === text ? picked : known, remember: setPicked }
}

function ChosenId({ id, choice }: { readonly id: string; readonly choice: Choice | undefined }) {
  return (
    <span className="help">
      <code>{id}</code> {choice ? t('form.seen', { ago: choice.age }) : t('form.notAmongRecords')}
    </span>
  )
}

export function ParentFirst({ supply: { parent, parentId } }: { readonly supply: Supply }) {
  if (parent === undefined || parentId !== undefined) return null
  return <span className="help">{t('form.chooseParent', { name: parent })}</span>
}

export function optionOf({ value, name, age }: Choice) {
  return { key: value, label: name, detail: name === value ? age : `${value} · ${age}` }
}

export function noteOf(supply: Supply, search: ReturnType<typeof useChoices>): string | undefined {
  if (search.error) return textOf(search.error)
  if (search.isBusy) return t('form.searching')
  if (search.choices.length === 0) return t('form.noRecords', { collection: supply.collection })
  return search.hasMore ? t('form.typeMore') : undefined
}
