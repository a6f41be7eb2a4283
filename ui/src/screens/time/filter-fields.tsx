import { useEffect, useId, useState } from 'react'
import { t } from '../../i18n/index.ts'
import { Choice, type ChoiceProps } from '../../kit/choice.tsx'

interface FlagChoiceProps extends Pick<ChoiceProps, 'label' | 'value' | 'onChoose'> {
  readonly texts: readonly [ifTrue: string, ifFalse: string]
}

export function FlagChoice({ texts: [ifTrue, ifFalse], ...choice }: FlagChoiceProps) {
  return (
    <Choice
      {...choice}
      all={t('time.filter.all')}
      options={[
        ['true', ifTrue],
        ['false', ifFalse],
      ]}
    />
  )
}

interface NameFilterProps {
  readonly label: string
  readonly value: string | undefined
  /** To offer; any other can be typed. */
  readonly names: readonly string[]
  readonly onChange: (name: string | undefined) => void
}

export function NameFilter({ label, value, names, onChange }: NameFilterProps) {
  const [typed, setTyped] = useState(value ?? '')
  const listId = useId()
  useEffect(() => setTyped(value ?? ''), [value])
  const take = (text: string): void => {
    const name = text.trim() === '' ? undefined : text.trim()
    if (name !== value) onChange(name)
  }
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault()
        take(typed)
      }}
    >
      <label className="field">
        <span className="label">{label}</span>
        <input
          type="search"
          list={listId}
          value={typed}
          placeholder={t('time.filter.any')}
          autoComplete="off"
          spellCheck={false}
          onBlur={() => take(typed)}
          onChange={({ target: { value: text } }) => {
            setTyped(text)
            // One that was chosen from the list, or the emptied field, needs no Enter.
            if (text === '' || names.includes(text)) take(text)
          }}
        />
      </label>
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </form>
  )
}
