import { useId } from 'react'

interface RadioTicksProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly (readonly [value: Value, text: string, help: string])[]
  readonly onChange: (value: Value) => void
}

/** One of a few, each with what it means. */
export function RadioTicks<Value extends string>(props: RadioTicksProps<Value>) {
  const { label, value, options, onChange } = props
  const name = useId()
  return (
    <fieldset className="ticks">
      <legend className="label">{label}</legend>
      {options.map(([each, text, help]) => (
        <label key={each} className="tick">
          <input type="radio" name={name} checked={value === each} onChange={() => onChange(each)} />
          <span>
            {text}
            <span className="help">{help}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
