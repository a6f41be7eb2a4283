export interface ChoiceProps {
  readonly label: string
  /** Says that nothing is filtered out. */
  readonly all: string
  readonly value: string | undefined
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly onChoose: (value: string | undefined) => void
}

/** A filter: one of some, or none. */
export function Choice({ label, all, value, options, onChoose }: ChoiceProps) {
  // Of somebody who is not known (yet) the address still holds the id.
  const isKnown = value === undefined || options.some(([known]) => known === value)
  return (
    <label className="field">
      <span className="label">{label}</span>
      <select value={value ?? ''} onChange={(event) => onChoose(event.target.value || undefined)}>
        <option value="">{all}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
