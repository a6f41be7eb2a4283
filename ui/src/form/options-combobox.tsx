import { useState } from 'react'
import { t } from '../i18n/index.ts'
import { Combobox } from './combobox.tsx'
import { optionName, type ControlProps } from './controls.tsx'

// What fits on a screen and can be read; typing finds the rest.
const MAX_SHOWN = 50

/** A choice among many fixed values, found by typing. */
export function OptionsCombobox(props: ControlProps) {
  const { shape, value, isRequired, onChange } = props
  const [draft, setDraft] = useState<string>()
  const named = shape.options.map((option) => ({
    option,
    key: optionName(option),
    label: optionName(option),
  }))
  const words = (draft ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const found = named.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
  const take = (key: string): void => {
    setDraft(undefined)
    const chosen = named.find((one) => one.key.toLowerCase() === key.toLowerCase())
    if (chosen) onChange(chosen.option)
  }
  return (
    <Combobox
      attributes={props}
      text={draft ?? (value === undefined || value === null ? '' : optionName(value))}
      placeholder={t(isRequired ? 'form.choose' : 'form.notSet')}
      options={found.slice(0, MAX_SHOWN)}
      note={optionsNote(found.length)}
      onText={(text) => {
        setDraft(text)
        if (text === '') onChange(undefined)
      }}
      onPick={take}
      onLeave={() => {
        if (draft !== undefined) take(draft)
      }}
    />
  )
}

function optionsNote(count: number): string | undefined {
  if (count === 0) return t('form.noMatch')
  return count > MAX_SHOWN ? t('form.moreMatches', { count: count - MAX_SHOWN }) : undefined
}
