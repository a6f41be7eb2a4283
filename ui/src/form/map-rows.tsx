import { useCallback, useState } from 'react'
import { t } from '../i18n/index.ts'
import type { InsideProps } from './field-props.ts'
import { objectOf, valueAt, withKey, withKeyRenamed } from './json.ts'
import { idOf } from './labels.tsx'
import { ANY, extraShape, pointerTo } from './shape.ts'
import { freshValue } from './starting.ts'

interface MapRowsProps extends InsideProps {
  readonly names: readonly string[]
  readonly set: (next: Readonly<Record<string, unknown>>) => void
  readonly changeKey: (name: string | number, next: unknown) => void
}

/** What an object holds beyond its named properties: rows of a name and a value. */
export function MapRows(props: MapRowsProps) {
  const { shape, value, label, pointer, errors, names, Field, set, changeKey } = props
  const map = objectOf(value)
  const fresh = extraShape(shape)
  // A row is there until it is removed: nothing typed yet is null.
  const changeItem = useCallback(
    (name: string | number, next: unknown) => changeKey(name, next ?? null),
    [changeKey],
  )
  const add = (): void => {
    if (fresh) set(withKey(map, freeName(map), freshValue(fresh)))
  }
  return (
    <>
      {names.map((name, index) => (
        // By place, so that renaming a row does not lose it.
        <div className="form-row" key={index}>
          <NameInput
            id={`${idOf(pointer)}-name-${index}`}
            name={name}
            taken={map}
            onRename={(next) => set(withKeyRenamed(map, name, next))}
          />
          <Field
            name={name}
            label={name}
            shape={extraShape(shape, name) ?? ANY}
            value={valueAt(value, name)}
            pointer={pointerTo(pointer, name)}
            errors={errors?.inside[name]}
            isRequired={false}
            isItem
            onChange={changeItem}
          />
          <button
            type="button"
            className="form-small"
            aria-label={t('form.removeOf', { name })}
            onClick={() => set(withKey(map, name, undefined))}
          >
            {t('action.remove')}
          </button>
        </div>
      ))}
      {fresh && (
        <button
          type="button"
          className="form-add"
          aria-label={t('form.addRowOf', { name: label })}
          onClick={add}
        >
          {t('form.addRow')}
        </button>
      )}
    </>
  )
}

function freeName(map: Readonly<Record<string, unknown>>): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? 'name' : `name${count}`
    if (!Object.hasOwn(map, name)) return name
  }
}

interface NameInputProps {
  readonly id: string
  readonly name: string
  readonly taken: Readonly<Record<string, unknown>>
  readonly onRename: (next: string) => void
}

/** Takes effect when it is left: until then it may be the name of another row. */
function NameInput({ id, name, taken, onRename }: NameInputProps) {
  const [draft, setDraft] = useState<string>()
  const text = draft ?? name
  const isTaken = text !== name && Object.hasOwn(taken, text)
  const leave = (): void => {
    if (isTaken) return
    setDraft(undefined)
    if (text !== name) onRename(text)
  }
  return (
    <div className="field">
      <label htmlFor={id} className="help">
        {t('form.rowName')}
      </label>
      <input
        id={id}
        className="mono"
        value={text}
        autoComplete="off"
        aria-invalid={isTaken || undefined}
        aria-describedby={isTaken ? `${id}-error` : undefined}
        onChange={({ target }) => setDraft(target.value)}
        onBlur={leave}
        onKeyDown={({ key }) => {
          if (key === 'Enter') leave()
        }}
      />
      {isTaken && (
        <span className="error-text" id={`${id}-error`} role="alert">
          {t('form.nameTaken')}
        </span>
      )}
    </div>
  )
}
