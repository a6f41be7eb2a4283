import { useEffect, useEffectEvent, useState } from 'react'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly onChange: (value: string) => void
}

const PAUSE_MS = 300

/** Searches once somebody pauses; Enter does not wait. */
export function SearchField({ label, value, placeholder, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  const take = useEffectEvent(() => {
    if (typed.trim() !== value) onChange(typed.trim())
  })
  // Somebody went back, or took the filters away.
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    const timer = setTimeout(() => take(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <form
      className="field search-field"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== value) onChange(typed.trim())
      }}
    >
      <label className="field">
        <span className="label">{label}</span>
        <input
          type="search"
          value={typed}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
    </form>
  )
}
