import { CopyButton } from './copy-button.tsx'

interface CopyFieldProps {
  readonly label: string
  readonly value: string
}

/** A text to be taken elsewhere; where scripts may not copy it, it can be selected. */
export function CopyField({ label, value }: CopyFieldProps) {
  return (
    <div className="field">
      <label className="field">
        <span className="label">{label}</span>
        <input className="mono" readOnly value={value} onFocus={(event) => event.target.select()} />
      </label>
      <div className="row">
        <CopyButton text={value} what={label} />
      </div>
    </div>
  )
}
